from . import invitation
from . import rpc
from . import signup
from . import two_factor
