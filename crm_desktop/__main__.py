"""`python -m crm_desktop`: the program itself."""

from __future__ import annotations

import sys

from crm_desktop.main import run

if __name__ == "__main__":
    sys.exit(run())
