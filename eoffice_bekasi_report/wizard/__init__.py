from . import chart_print
from . import account_maker
from . import account_maker_line
from . import book_print
from . import book_page
