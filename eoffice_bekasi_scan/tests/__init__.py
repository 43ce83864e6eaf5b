from . import test_intake
from . import test_bombs
from . import test_intake_doors
from . import test_kill
from . import test_arranging
from . import test_scan_page
from . import test_tray
