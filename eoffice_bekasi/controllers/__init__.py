from . import invitation
from . import rpc
from . import two_factor
