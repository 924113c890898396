"""C3, M11: the program's window in its own loop, its own lanes, and a clock that looks for gaps."""

from __future__ import annotations

import gc

from crm_desktop import main


def measured(base: str) -> dict[str, float]:
    """The longest gap in ms while each thing is done as a user would, several times."""
    _begin()
    from tests.bench.at_work import AtWork

    gc.freeze()
    return AtWork(base).measured()


def at_length(source: str, base: str) -> dict[str, float]:
    """The longest gap in ms while what takes long is done, each once."""
    _begin()
    from tests.bench import gaps_child

    gc.freeze()
    return gaps_child.measured(source, base)


def _begin() -> None:
    # As the program itself starts: Qt comes last, and what is imported by then is no garbage.
    main.stay_offline()
    main.import_without_qt()
