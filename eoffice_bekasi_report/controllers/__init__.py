from . import chart
from . import page
from . import verify
