from . import scan_camera
from . import scan_page
from . import scan_separator
from . import scan_upload
