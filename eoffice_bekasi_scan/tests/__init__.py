from . import test_intake
from . import test_bombs
from . import test_arranging
from . import test_scan_page
from . import test_tray
from . import test_tray_tour
from . import test_same_page
