from . import account_maker
from . import account_maker_line
from . import succession
from . import base_import
from . import account
from . import agenda_correction
