"""Lets plain pytest reach the addons' ``tools`` without Odoo.

A pure test may say ``from odoo.addons.eoffice_bekasi.tools import number_format`` as the
addon itself does: the packages around it are stood in for by empty ones, so that no
``__init__`` that needs Odoo is run.
"""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

REPO = Path(__file__).parent


def _package(name, *folders):
    """Register an empty package ``name`` whose modules are looked for in ``folders``."""
    module = sys.modules.setdefault(name, ModuleType(name))
    module.__path__ = [str(folder) for folder in folders]
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)
    return module


# how long one example takes says more about the machine than about the code
settings.register_profile("eoffice", deadline=None)
settings.load_profile("eoffice")

sys.path.insert(0, str(REPO))
_package("odoo")
_package("odoo.addons")
for _manifest in sorted(REPO.glob("eoffice_bekasi*/__manifest__.py")):
    _addon = _manifest.parent
    for _prefix in ("", "odoo.addons."):
        _package(f"{_prefix}{_addon.name}", _addon)
        _package(f"{_prefix}{_addon.name}.tests", _addon / "tests")
