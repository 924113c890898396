"""Where `import` reads from and which base it asks: files, standard input, a base for looking."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.cli import values
from crm_desktop.cli.call import Call
from crm_desktop.crm import Crm
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.problems import Problem, Refused, code
from crm_desktop.domain.settings import Business
from crm_desktop.files.staged import open_staged
from crm_desktop.files.understood import discard
from crm_desktop.opening import make_base
from crm_desktop.queries import import_nouns
from crm_desktop.queries import imports as questions
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.words import pgettext

STANDARD_INPUT = "-"
NO_SHEET = code("import.no-such-sheet")


def name_of(source: str) -> str:
    """How a file is called where people read it."""
    if source == STANDARD_INPUT or Path(source).is_fifo():
        return pgettext("Imports", "standard input")
    return Path(source).name


@contextmanager
def base_for(call: Call, *, writes: bool) -> Iterator[Crm]:
    """The base to write to; for looking, the one to read, or an empty one for the moment."""
    if writes:
        with call.writing() as crm:
            yield crm
        return
    try:
        call.folder_to_read()
    except Refused:
        with tempfile.TemporaryDirectory() as folder:
            empty = Path(folder) / "base"
            make_base(empty, Business())
            crm = Crm(empty)
            try:
                yield crm
            finally:
                crm.close()
        return
    with call.reading() as crm:
        yield crm


@contextmanager
def staged_file(call: Call, crm: Crm, source: str) -> Iterator[Path]:
    """The parsed cells of a file, gone afterwards."""
    folder, password = crm.database.folder / "staging", call.arguments.password
    step = call.terminal.progress
    with tempfile.TemporaryDirectory() as taken:
        if source == STANDARD_INPUT or Path(source).is_fifo():
            path = Path(taken) / name_of(source)
            path.write_bytes(values.read_file(source))
            source = str(path)
        staged = Path(crm.ask_watched(step, questions.stage_file, source, str(folder), password))
    try:
        yield staged
    finally:
        discard(staged)


def look(
    call: Call, crm: Crm, staged: Path, source: str, profile: str | None = ""
) -> ImportPreview:
    """The list as the program understands it by itself, and by what was asked for."""
    asked = call.arguments
    return crm.ask_watched(
        call.terminal.progress,
        import_nouns.preview,
        str(staged),
        name_of(source),
        noun=Noun(asked.noun) if asked.noun else None,
        sheet=_sheet(staged, asked),
        header_row=asked.header_row,
        profile=profile,
    )


def _sheet(staged: Path, asked: argparse.Namespace) -> int | None:
    """The sheet of this name, else of this number; None when none was asked for."""
    if asked.sheet is None:
        return None
    with open_staged(staged) as file:
        sheets = list(file.sheets)
    for one in sheets:
        if one.name == asked.sheet:
            return one.id
    for one in sheets:
        if str(one.id) == asked.sheet:
            return one.id
    names = ", ".join(one.name for one in sheets)
    raise Refused(Problem("", NO_SHEET, {"sheet": asked.sheet[:200], "sheets": names[:500]}))
