"""What is written down about a defect: kinds and places, never values."""

from __future__ import annotations

import hashlib
import platform
import re
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import PySide6

from crm_desktop import __version__
from crm_desktop.late import dataclass

KEPT_REPORTS = 20
LONGEST = 50_000
"""Characters of one file that go into a report; of a longer one the end."""
_STORAGE = ("sqlalchemy", "sqlcipher3", "sqlite3")
_PACKAGE = Path(__file__).resolve().parents[2]
_FAULT_PLACE = re.compile(r'File "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Report:
    """A defect in words fit to be sent to strangers: types, places, versions, never values."""

    identity: str
    text: str
    file: Path | None
    only_quit: bool
    """After a defect of the storage nobody should go on."""
    repeated: bool = False
    """It is the third within a minute: a new start is the better way."""


def report_of(error: BaseException, log_folder: Path | None = None) -> Report:
    """Describe a defect and, given a folder, write it down there; a full disk is no obstacle.

    Messages of exceptions are left out: they quote what the user typed.
    """
    chain = _chain(error)
    lines = [line for one in chain for line in _lines(one)]
    identity = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
    now = datetime.now(UTC)
    text = "\n".join([*_head(now, identity), *lines, ""])
    file = _written(text, log_folder, f"crash-{now:%Y%m%d-%H%M%S}-{identity}.txt")
    stored = any(_from_storage(type(one)) for one in chain)
    return Report(identity, text, file, stored)


def fault_report(trace: Path) -> str:
    """What a crash below Python left behind, fit to be sent: places without folders of the user."""
    try:
        text = trace.read_text("utf-8", errors="replace")
        when = datetime.fromtimestamp(trace.stat().st_mtime, UTC)
    except OSError:
        return "\n".join(_head(datetime.now(UTC), "-"))
    return "\n".join([*_head(when, "fault"), _FAULT_PLACE.sub(_shortened, text)])


def everything_known(folder: Path) -> str:
    """All that was written down in the log folder, newest first, fit to be sent."""
    parts = [*_head(datetime.now(UTC), "report")]
    names = ("faults-previous.log", "hangs.log", "hangs-previous.log")
    traces = [folder / name for name in names]
    reports = sorted(folder.glob("crash-*.txt"), reverse=True)
    for file in (*traces, *reports, *sorted(folder.glob("defect-*.txt"), reverse=True)):
        try:
            text = file.read_text("utf-8", errors="replace").strip()
        except OSError:
            continue
        if text:
            parts += [f"== {file.name}", _FAULT_PLACE.sub(_shortened, text[-LONGEST:]), ""]
    return "\n".join(parts)


def _shortened(found: re.Match[str]) -> str:
    return f'File "{_short(Path(found[1]))}"'


def _head(now: datetime, identity: str) -> list[str]:
    return [
        f"CRM Desktop {__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{now:%Y-%m-%dT%H:%M:%SZ} {threading.current_thread().name} {identity}",
        "",
    ]


def _chain(error: BaseException) -> list[BaseException]:
    """The defect and what it came from, the origin first."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return chain[::-1]


def _lines(error: BaseException) -> list[str]:
    kind = type(error)
    places = [
        f"  {_place(frame)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return [*places, f"{kind.__module__}.{kind.__qualname__}"]


def _place(frame: FrameType) -> str:
    """A file of ours from the package on; of a library only its last two names: no user's name."""
    return _short(Path(frame.f_code.co_filename))


def _short(path: Path) -> str:
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:]) if len(path.parts) > 2 else path.name


def _from_storage(kind: type[BaseException]) -> bool:
    return any(one.__module__.split(".")[0] in _STORAGE for one in kind.__mro__)


def _written(text: str, folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file
