from . import scan_page
