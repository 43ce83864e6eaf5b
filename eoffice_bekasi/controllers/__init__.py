from . import home
from . import hours
from . import rules
from . import session
