"""C3: the program's window in its own loop, with its own lanes, and a clock that looks for gaps."""

from __future__ import annotations

import gc

from crm_desktop import main


def measured(base: str) -> dict[str, float]:
    """The longest gap in ms while each thing is done as a user would, several times."""
    # As the program itself starts: Qt comes last, and what is imported by then is no garbage.
    main.stay_offline()
    main.import_without_qt()
    from tests.bench.at_work import AtWork

    gc.freeze()
    return AtWork(base).measured()
