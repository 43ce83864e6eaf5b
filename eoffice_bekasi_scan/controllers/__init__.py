from . import scan_page
from . import scan_upload
