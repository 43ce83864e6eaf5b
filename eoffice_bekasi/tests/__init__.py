from . import test_events
from . import test_flow
