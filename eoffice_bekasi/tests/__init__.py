from . import test_closure
from . import test_demo
from . import test_events
from . import test_flow
from . import test_numbering
from . import test_protected
from . import test_queries
from . import test_tours
