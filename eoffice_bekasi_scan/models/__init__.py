from . import scan_guarded
from . import scan_intake
from . import scan_file
from . import scan_page
from . import scan_document
from . import scan_document_taken
from . import scan_tray
from . import naskah
