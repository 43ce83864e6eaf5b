from . import test_arranging
from . import test_scan_page
from . import test_tray
