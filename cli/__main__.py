"""Entry point: ``python cli/__main__.py`` makes the package importable and runs it."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from cli.main import main  # noqa: E402 (the path must be set first)

if __name__ == "__main__":
    sys.exit(main())
