from . import account_letters
from . import page
from . import verify
