from . import eoffice_demo
from . import incoming_demo
