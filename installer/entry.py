"""Where the frozen program begins."""

import sys

from crm_desktop.main import run

sys.exit(run())
