"""`import` and `import-values`: a foreign list looked at, brought in, or printed cell by cell."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crm_desktop.cli.call import Call
from crm_desktop.cli.custom_json import custom_data
from crm_desktop.cli.import_plan import planned
from crm_desktop.cli.import_values import cleaned_cells
from crm_desktop.cli.parser import Nouns
from crm_desktop.cli.round_trip import CARD, FILE, brought_back
from crm_desktop.commands import import_nouns as noun_commands
from crm_desktop.commands import imports
from crm_desktop.crm import Crm
from crm_desktop.domain.import_nouns import NOT_KEPT, RECORD_KNOWN, Noun
from crm_desktop.domain.importing import TableShape
from crm_desktop.domain.imports import (
    ROW_REPEATED,
    Cells,
    Mode,
    OnMatch,
    OnRepeat,
    RowFault,
)
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.domain.settings import Business
from crm_desktop.domain.text import fold
from crm_desktop.exports.imports import failed_rows
from crm_desktop.files.staged import open_staged
from crm_desktop.files.understood import discard
from crm_desktop.opening import make_base
from crm_desktop.queries import employees, import_nouns
from crm_desktop.queries import imports as questions
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.words import language, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.imports import cells_text, standards_text
from crm_desktop.words.vcards import photos_text

_ON_MATCH = [one.value for one in OnMatch if one is not OnMatch.ASK]


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("import", run, pgettext("Imports", "Bring a list of clients in"))
    _table(one)
    one.add_argument("--mode", choices=[m.value for m in Mode])
    one.add_argument("--match")
    one.add_argument("--on-match", choices=_ON_MATCH)
    one.add_argument("--on-repeat", choices=[m.value for m in OnRepeat])
    one.add_argument("--profile", default="", metavar="NAME")
    one.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD")
    one.add_argument("--default", action="append", default=[], metavar="FIELD=VALUE")
    one.add_argument("--tag")
    one.add_argument("--preview", action="store_true")
    one.add_argument("--conflicts", choices=(CARD, FILE), default=CARD)
    one.add_argument("--failed", type=Path)
    one.add_argument("--new-clients", choices=("yes", "no"))
    values = nouns.verb("import-values", values_of, pgettext("Imports", "Cleaned cells of a list"))
    _table(values)


def _table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--noun", choices=(*Noun, *NOT_KEPT))
    parser.add_argument("--sheet")
    parser.add_argument("--header-row", type=int)
    parser.add_argument("--password", default="", metavar="P")


def run(call: Call) -> int:
    """`import`: with `--preview` nothing is written, and no base has to be named."""
    asked = call.arguments
    _refuse_not_kept(asked)
    with _base(call, writes=not asked.preview) as crm, _staged(crm, asked) as staged:
        if asked.noun is None and brought_back(call, crm, staged):
            return 0
        preview = _look(crm, staged, asked)
        people = {fold(one.name): one.id for one in crm.ask(employees.listing) if one.name}
        plan = planned(preview.plan, asked, people)
        if asked.preview and plan != preview.plan:
            preview = crm.ask(import_nouns.judged, preview, plan)
        data = _preview_data(preview) | {"profile": _profile(preview)}
        data["defaults"] = custom_data(plan.standards(), plan.own)
        if asked.preview:
            call.terminal.answer(data, _preview_words(data, preview))
            return 0
        done = crm.do(noun_commands.COMMANDS.get(plan.noun, imports.clients), plan)
        result = done.value
        data["rows"] = {
            name: getattr(result, name)
            for name in ("read", "created", "updated", "skipped", "failed")
        }
        data["cells"] = _cells_data(result.cells)
        faults = result.faults
        data["problems"] = [_fault_data(f) for f in faults]
        data["operation"] = done.operation
        if asked.failed is not None:
            crm.export(failed_rows, result.run_id, asked.failed)
        text = pgettext(
            "Imports",
            "Rows: {read}; new {created}, changed {updated}, already there {skipped}, "
            "not loaded {failed}.",
        )
        said = (
            text.format(**data["rows"]),
            cells_text(result.cells, language()),
            photos_text(preview.photos),
        )
        call.terminal.answer(data, "\n".join(filter(None, said)))
    return 0


def values_of(call: Call) -> int:
    """`import-values`: every cell cleaned for its field, one JSON line each."""
    asked = call.arguments
    _refuse_not_kept(asked)
    with _base(call, writes=False) as crm, _staged(crm, asked) as staged:
        preview = _look(crm, staged, asked)
        call.terminal.rows(cleaned_cells(preview), ("row", "column", "field", "value", "problem"))
    return 0


def _refuse_not_kept(asked: argparse.Namespace) -> None:
    if asked.noun in NOT_KEPT:
        raise Refused.of(NOT_KEPT[asked.noun])


@contextmanager
def _base(call: Call, *, writes: bool) -> Iterator[Crm]:
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
def _staged(crm: Crm, asked: argparse.Namespace) -> Iterator[Path]:
    folder = crm.database.folder / "staging"
    source, password = str(asked.file), asked.password
    staged = Path(crm.ask(questions.stage_file, source, str(folder), password))
    try:
        yield staged
    finally:
        discard(staged)


def _look(crm: Crm, staged: Path, asked: argparse.Namespace) -> ImportPreview:
    sheet = None
    if asked.sheet is not None:
        with open_staged(staged) as file:
            named = [s.id for s in file.sheets if s.name == asked.sheet]
        sheet = named[0] if named else int(asked.sheet) if asked.sheet.isdigit() else None
    return crm.ask(
        import_nouns.preview,
        str(staged),
        asked.file.name,
        noun=Noun(asked.noun) if asked.noun else None,
        sheet=sheet,
        header_row=asked.header_row,
        profile=getattr(asked, "profile", ""),
    )


def _preview_data(preview: ImportPreview) -> dict[str, Any]:
    shape, plan = preview.shape, preview.plan
    tally = preview.tally
    repeats = [one for one in preview.reasons if one.code in (ROW_REPEATED, RECORD_KNOWN)]
    return {
        "file": plan.file_name,
        "kind": plan.noun.value,
        "format": preview.kind,
        "encoding": preview.encoding,
        "delimiter": preview.delimiter,
        "sheets": [{"name": s.name, "visible": s.visible, "rows": s.rows} for s in preview.sheets],
        "sheet": plan.sheet_name,
        "header_rows": list(shape.header_rows),
        "data_first_row": shape.data_first_row,
        "data_last_row": shape.data_last_row,
        "data_rows": shape.data_rows,
        "section_rows": list(shape.section_rows),
        "total_rows": list(shape.total_rows),
        "repeated_rows": list(shape.repeated_rows),
        "note_rows": list(shape.note_rows),
        "tables": [_table_data(table) for table in preview.tables],
        "columns": [
            {
                "index": c.index,
                "header": c.header,
                "field": c.field,
                "confidence": round(c.confidence, 2),
                "samples": list(c.samples),
                **_order(preview, c.index),
            }
            for c in preview.columns
        ],
        "rows": {
            "read": tally.rows,
            "created": tally.created,
            "updated": tally.updated,
            "skipped": tally.skipped,
            "failed": tally.failed,
        },
        "cells": _cells_data(preview.cells),
        "photos": preview.photos,
        "problems": [_fault_data(f) for f in (*preview.faults, *repeats, *preview.untaken)],
        "operation": None,
    }


def _order(preview: ImportPreview, column: int) -> dict[str, str]:
    """Which comes first in the dates of a column."""
    order = preview.orders.get(column)
    return {} if order is None else {"order": order.value}


def _cells_data(cells: Cells) -> dict[str, Any]:
    """Every cell that holds anything in one place; `blank` of the ignored say «nothing»."""
    return {
        name: getattr(cells, name)
        for name in ("filled", "stored", "kept", "problems", "ignored", "aside")
    } | {"ignored_for": {"column": cells.ignored - cells.blank, "placeholder": cells.blank}}


def _profile(preview: ImportPreview) -> dict[str, Any] | None:
    """The profile that a list was taken by, and the import that its rows come back to."""
    memory = preview.memory
    if memory is None:
        return None
    name = memory.profile.name if memory.profile is not None else None
    return {"name": name, "import": memory.run or None}


def _table_data(shape: TableShape) -> dict[str, Any]:
    return {
        "header_rows": list(shape.header_rows),
        "headers": list(shape.headers),
        "data_first_row": shape.data_first_row,
        "data_last_row": shape.data_last_row,
        "data_rows": shape.data_rows,
    }


def _fault_data(fault: RowFault) -> dict[str, Any]:
    return {
        "row": fault.row,
        "column": fault.column if fault.column >= 0 else None,
        "code": fault.code,
        "text": problem_text(Problem("", fault.code, {"text": fault.text})),
        "value": fault.text,
    }


def _preview_words(data: dict[str, Any], preview: ImportPreview) -> str:
    rows = pgettext(
        "Imports",
        "Rows: {read}; new {created}, changed {updated}, already there {skipped}, "
        "will not be loaded {failed}.",
    )
    lines = [rows.format(**data["rows"]), cells_text(preview.cells, language())]
    lines += [f"  {c['header'] or c['index']} → {c['field']}" for c in data["columns"]]
    more = (photos_text(preview.photos), standards_text(preview.plan, language()))
    return "\n".join([*lines, *filter(None, more)])
