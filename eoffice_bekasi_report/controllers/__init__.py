from . import page
from . import verify
