from . import account_letters
from . import chart
from . import page
from . import verify
from . import status
from . import receipt
from . import number_paper
from . import book
