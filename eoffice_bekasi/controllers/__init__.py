from . import home
from . import hours
from . import rules
from . import session
from . import invitation
from . import rpc
from . import two_factor
from . import import_template
