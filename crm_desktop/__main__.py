"""`python -m crm_desktop`: the program itself."""

from __future__ import annotations

from crm_desktop.main import leave, run

if __name__ == "__main__":
    leave(run())
