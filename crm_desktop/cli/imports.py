"""`import` and `import-values`: foreign lists looked at, brought in, or printed cell by cell."""

from __future__ import annotations

import argparse
import gc
from typing import Any

from crm_desktop.cli import import_options
from crm_desktop.cli.call import Call
from crm_desktop.cli.import_json import (
    cells_data,
    fault_data,
    preview_data,
    preview_words,
    verdicts_data,
)
from crm_desktop.cli.import_plan import planned
from crm_desktop.cli.import_sources import base_for, look, name_of, staged_file
from crm_desktop.cli.import_values import cleaned_cells
from crm_desktop.cli.parser import Nouns
from crm_desktop.cli.round_trip import brought_back
from crm_desktop.cli.terminal import refusal
from crm_desktop.commands import import_nouns as noun_commands
from crm_desktop.commands import imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Crm
from crm_desktop.domain.import_nouns import LOOKS, NOT_KEPT
from crm_desktop.domain.problems import Problem, Refused, code
from crm_desktop.domain.text import fold
from crm_desktop.exports.imports import failed_rows
from crm_desktop.files.saving import FILE_EXISTS, FILE_NO_FOLDER
from crm_desktop.late import dataclass
from crm_desktop.queries import employees, import_nouns
from crm_desktop.words import language, pgettext
from crm_desktop.words.imports import cells_text
from crm_desktop.words.vcards import photos_text

OF_ONE_FILE = code("import.of-one-file")


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("import", run, pgettext("Imports", "Bring lists in: clients, deals, tasks…"))
    one.add_argument("files", nargs="+", metavar="FILE|-")
    import_options.add_table(one)
    import_options.add(one)
    values = nouns.verb("import-values", values_of, pgettext("Imports", "Cleaned cells of a list"))
    values.add_argument("file", metavar="FILE|-")
    import_options.add_table(values)


def run(call: Call) -> int:
    """`import`: with `--preview` nothing is written, and no base has to be named.

    Several files are several imports; one that is refused does not hold up the others.
    """
    # The modules that are there stay: no pass for garbage goes through them beside the rows.
    gc.freeze()
    asked = call.arguments
    _check(asked)
    code_ = 0
    with base_for(call, writes=not asked.preview) as crm:
        for source in asked.files:
            if len(asked.files) > 1 and not call.terminal.json:
                call.terminal.line(f"{name_of(source)}:")
            try:
                code_ = max(code_, _one(call, crm, source))
            except Refused as refused:
                if len(asked.files) == 1:
                    raise
                code_ = 1
                said = refusal(refused)
                call.terminal.say(f"{name_of(source)}: {said['text']}")
                if call.terminal.json:
                    call.terminal.record({"file": name_of(source), "refused": said})
    return code_


def values_of(call: Call) -> int:
    """`import-values`: every cell cleaned for its field, one JSON line each."""
    asked = call.arguments
    _refuse_not_kept(asked)
    with base_for(call, writes=False) as crm, staged_file(call, crm, asked.file) as staged:
        preview = look(call, crm, staged, asked.file)
        call.terminal.rows(cleaned_cells(preview), ("row", "column", "field", "value", "problem"))
    return 0


def _check(asked: argparse.Namespace) -> None:
    """Refuse what could only fail after the list is in, before anything is read."""
    _refuse_not_kept(asked)
    if len(asked.files) > 1:
        for name in ("failed", "edit", "decide"):
            if getattr(asked, name):
                raise Refused(Problem(f"--{name}", OF_ONE_FILE))
    if asked.failed is not None and not asked.preview:
        target = asked.failed.absolute()
        if target.exists() and not asked.overwrite:
            raise Refused.of(FILE_EXISTS, name=target.name)
        if not target.parent.is_dir():
            raise Refused.of(FILE_NO_FOLDER, name=str(target.parent))


def _refuse_not_kept(asked: argparse.Namespace) -> None:
    if asked.noun in NOT_KEPT:
        raise Refused.of(NOT_KEPT[asked.noun])


def _one(call: Call, crm: Crm, source: str) -> int:
    """Look at one file, and bring it in unless only looking was asked for."""
    asked, step = call.arguments, call.terminal.progress
    with staged_file(call, crm, source) as staged:
        if asked.noun is None and brought_back(call, crm, staged, name_of(source)):
            return 0
        preview = look(call, crm, staged, source, asked.profile)
        people = {fold(one.name): one.id for one in crm.ask(employees.listing) if one.name}
        plan = planned(preview.plan, asked, people)
        if (asked.preview or asked.verdicts) and plan != preview.plan:
            preview = crm.ask_watched(step, import_nouns.judged, preview, plan)
        data = preview_data(preview)
        if asked.verdicts:
            data["verdicts"] = verdicts_data(preview)
        if asked.preview:
            call.terminal.answer(data, preview_words(data, preview))
            return 0
        if preview.seems:
            raise Refused.of(LOOKS[preview.seems])
        done = crm.do_watched(step, noun_commands.COMMANDS.get(plan.noun, imports.clients), plan)
        result = done.value
        _add_result(data, result)
        data["operation"] = done.operation
        said = [_result_words(data, result), photos_text(preview.pictures, preview.photos)]
        kept = _Kept(None, None)
        if asked.failed is not None and result.faults:
            kept = _keep_failed(crm, result, asked)
        data["failed_file"] = kept.path
        if kept.refused is not None:
            data["refused"] = kept.refused
        call.terminal.answer(data, "\n".join(filter(None, said)))
        if kept.refused is not None:
            call.terminal.say(str(kept.refused["text"]))
            return 1
    return 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the workbook of failed rows stands, or why it does not."""

    path: str | None
    refused: dict[str, object] | None


def _keep_failed(crm: Crm, result: ImportResult, asked: argparse.Namespace) -> _Kept:
    """Write the failed rows; the list is in by now, whatever becomes of this file."""
    target = asked.failed.absolute()
    try:
        crm.export(failed_rows, result.run_id, target, overwrite=asked.overwrite)
    except Refused as refused:
        return _Kept(None, refusal(refused, untouched=False))
    return _Kept(str(target), None)


def _add_result(data: dict[str, Any], result: ImportResult) -> None:
    """What the run counted takes the place of what was foreseen."""
    names = ("read", "created", "updated", "skipped", "failed")
    data["import"] = result.run_id
    data["rows"] = {name: getattr(result, name) for name in names}
    data["cells"] = cells_data(result.cells)
    data["problems"] = [fault_data(fault) for fault in result.faults]


def _result_words(data: dict[str, Any], result: ImportResult) -> str:
    rows = pgettext(
        "Imports",
        "Rows: {read}; new {created}, changed {updated}, already there {skipped}, "
        "not loaded {failed}.",
    )
    return f"{rows.format(**data['rows'])}\n{cells_text(result.cells, language())}"
