from . import eoffice_demo
