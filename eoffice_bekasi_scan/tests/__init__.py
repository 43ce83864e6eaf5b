from . import test_arranging
from . import test_bombs
from . import test_intake
from . import test_scan_page
from . import test_scan_registering
from . import test_separator_sheet
from . import test_tray
from . import test_tray_tour
