"""Where defects go: a report without anybody's data, a log, and no traceback on the screen."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import crm_desktop
from crm_desktop import paths
from crm_desktop.cli.terminal import Terminal, fall_silent
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.words import pgettext

LOG_FILE = "crm_desktop.log"


class Outcome:
    """Turns whatever ends a call into an exit code and one human sentence.

    0 done · 1 refused · 2 wrong usage · 3 a defect, with a report.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.code = 0
        self._terminal = terminal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None:
            return True
        try:
            if isinstance(error, BrokenPipeError):
                raise error
            self.code = self._code_of(error)
        except BrokenPipeError:
            fall_silent()
            self.code = 1
        return True

    def _code_of(self, error: BaseException) -> int:
        if isinstance(error, Refused):
            return self._terminal.refuse(error)
        if isinstance(error, SystemExit):
            return error.code if isinstance(error.code, int) else 0
        if isinstance(error, Cancelled | KeyboardInterrupt):
            self._terminal.say(pgettext("Shell", "Stopped. What was not confirmed was not saved."))
            return 1
        report = write_report(error)
        said = pgettext(
            "Shell",
            "The program made a mistake; what was not confirmed was not saved. "
            "Please send this report to its makers: {path}",
        )
        self._terminal.say(said.format(path=report or "—"))
        return 3


def write_report(error: BaseException) -> Path | None:
    """Write where a defect happened into the log folder; None when that cannot be written.

    Kinds of errors and places in the program only: messages may hold a client's name.
    """
    now = datetime.now().astimezone()
    path = paths.log_folder() / f"defect-{now:%Y%m%d-%H%M%S-%f}.txt"
    head = [
        f"CRM Desktop {crm_desktop.__version__}",
        f"Python {sys.version.split()[0]}, {platform.platform()}",
        now.isoformat(timespec="seconds"),
    ]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*head, "", *_story(error), ""]), "utf-8")
        return path
    return None


@contextmanager
def logged() -> Iterator[None]:
    """Warnings of the program go into its log, never onto the screen."""
    log = logging.getLogger("crm_desktop")
    handler = _LogFile(paths.log_folder() / LOG_FILE)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()


def _story(error: BaseException) -> Iterator[str]:
    """The chain of causes, the first one first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _story(cause)
        yield "then"
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        place = Path(frame.filename)
        yield f"  {'/'.join(place.parts[-3:])}:{frame.lineno} in {frame.name}"


class _LogFile(logging.FileHandler):
    """A log that is made with its first line; one that cannot be written stops nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        record.exc_info = record.exc_text = None  # its message may hold a client's name
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            super().emit(record)
