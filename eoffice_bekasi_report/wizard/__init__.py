from . import chart_print
from . import account_maker
from . import account_maker_line
