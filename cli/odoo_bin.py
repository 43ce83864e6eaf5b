"""Starts Odoo from wherever it was found; stands for ``odoo-bin`` on every command line.

Odoo's root comes last on ``sys.path``, so that a system's own Python packages beside it
never stand before the pinned ones. Under ``./eoffice test`` the collector of results is
put in before Odoo runs.
"""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent)
sys.path.append(os.environ["EOFFICE_ODOO_ROOT"])
# the script that Odoo starts again as its own worker must find these as they are
for name in [n for n in os.environ if n.startswith("PG")]:
    del os.environ[name]


def main():
    """Hand over to Odoo's command line."""
    if os.environ.get("EOFFICE_TEST_RESULTS"):
        import collector

        collector.install(os.environ["EOFFICE_TEST_RESULTS"])
    # chosen here and not in a namespace package's __main__, which would replace sys.argv[0]
    import odoo.cli

    odoo.cli.main()


if __name__ == "__main__":
    main()
