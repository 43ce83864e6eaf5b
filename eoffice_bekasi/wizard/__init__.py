from . import account_maker
from . import account_maker_line
from . import succession
from . import base_import
from . import account
from . import register_start
from . import register_check
from . import new_regulation
