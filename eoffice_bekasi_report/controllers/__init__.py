from . import account_letters
from . import chart
from . import disposition
from . import page
from . import verify
from . import number_paper
from . import book
