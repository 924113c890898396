"""Where the frozen program begins."""

from crm_desktop.main import leave, run

leave(run())
