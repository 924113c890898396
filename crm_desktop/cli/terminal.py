"""What the command line says: results to standard output, sentences to standard error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crm_desktop.domain.problems import Refused
from crm_desktop.files.saving import FILE_EXISTS, FILE_LOCKED
from crm_desktop.late import dataclass
from crm_desktop.words import formats, language, pgettext
from crm_desktop.words.codes import problem_text

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = [
    "Shown", "Terminal", "day_text", "fall_silent", "moment_text", "number_text", "refusal",
    "speak_utf8",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A column for the eye: the key of its value, its heading, and how the value is said."""

    key: str
    title: str
    said: Callable[[Any], str] = str
    right: bool = False


class Terminal:
    """Both outputs of one call; with `json` results are objects with stable keys."""

    def __init__(self, *, json: bool = False) -> None:
        self.json = json

    def line(self, text: str) -> None:
        """One line of human text on standard output."""
        print(text)

    def record(self, data: Mapping[str, object]) -> None:
        """One JSON object in one line, handed over to the reader at once."""
        print(json.dumps(data, ensure_ascii=False), flush=True)

    def answer(self, data: Mapping[str, object], text: str) -> None:
        """A result: the object with `--json`, else the text."""
        if self.json:
            self.record(data)
        elif text:
            self.line(text)

    def rows(self, rows: Iterable[Mapping[str, object]], shown: Sequence[str | Shown]) -> None:
        """A list: JSON lines, or what is `shown` in aligned columns, headed where they have titles.

        Nothing at all is printed for no rows: no heading stands over an empty room.
        """
        if self.json:
            for row in rows:
                print(json.dumps(row, ensure_ascii=False))
            return
        columns = [one if isinstance(one, Shown) else Shown(one, "") for one in shown]
        cells = [[_cell(row[one.key], one.said) for one in columns] for row in rows]
        if cells and any(one.title for one in columns):
            cells.insert(0, [one.title for one in columns])
        widths = [max((len(row[i]) for row in cells), default=0) for i in range(len(columns))]
        for line in cells:
            padded = (
                cell.rjust(width) if one.right else cell.ljust(width)
                for cell, width, one in zip(line, widths, columns, strict=True)
            )
            self.line("  ".join(padded).rstrip())

    def say(self, text: str) -> None:
        """A sentence on standard error."""
        print(text, file=sys.stderr, flush=True)

    def progress(self, done: int, total: int) -> None:
        """How far a long command is; only when somebody watches."""
        if sys.stderr is not None and sys.stderr.isatty() and total:
            print(f"\r{done * 100 // total:3d} %", end="", file=sys.stderr, flush=True)
            if done >= total:
                print("\r     \r", end="", file=sys.stderr, flush=True)

    def refuse(self, refused: Refused) -> int:
        """Say what was refused on both outputs; returns the exit code."""
        data = refusal(refused)
        self.say(str(data["text"]))
        if self.json:
            self.record({"refused": data})
        return 1


_WAYS: dict[str, Callable[[], str]] = {
    FILE_EXISTS: lambda: pgettext("Problems", "With --overwrite the new one takes its place."),
    FILE_LOCKED: lambda: pgettext("Problems", "Or name another file, and a copy is saved there."),
}
"""What else can be done about a refusal where commands are typed."""


def moment_text(utc: str) -> str:
    """A stored moment in this computer's time and the language of texts."""
    return formats.date_time(utc, language()) if utc else ""


def day_text(iso: str) -> str:
    """A stored day as the language of texts writes it."""
    return formats.short_date(iso, language())


def number_text(value: int) -> str:
    """A figure as the language of texts writes it."""
    return formats.number(value, language())


def _cell(value: object, said: Callable[[Any], str]) -> str:
    return "" if value is None else said(value)


def refusal(refused: Refused, *, untouched: bool = True) -> dict[str, object]:
    """A refusal as JSON: the first problem's code, all problems in words."""
    texts = []
    for problem in refused.problems:
        text = problem_text(problem)
        texts.append(f"{problem.field}: {text}" if problem.field else text)
    text = " ".join(texts)
    promise = pgettext("Problems", "Nothing was changed.")
    said = (promise.rstrip("."), pgettext("Problems", "Nothing was loaded"))
    if untouched and not any(one.casefold() in text.casefold() for one in said):
        text = f"{text} {promise}"
    first = refused.problems[0].code if refused.problems else ""
    if first in _WAYS:
        text = f"{text} {_WAYS[first]()}"
    return {"code": first, "text": text, "untouched": untouched}


def speak_utf8() -> None:
    """Make both outputs UTF-8, whatever the console or the environment says.

    A windowed program has no outputs at all; what it says goes nowhere.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def fall_silent() -> None:
    """The reader of our output has gone: write nothing more, also not while the program ends."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            stream.close()
        if stream is sys.stdout:
            sys.stdout = _nowhere()
        else:
            sys.stderr = _nowhere()


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(_Nowhere()), encoding="utf-8")


class _Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        return memoryview(data).nbytes
