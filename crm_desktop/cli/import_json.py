"""What `import` answers: a list looked at or brought in, as JSON and in words."""

from __future__ import annotations

from typing import Any

from crm_desktop.cli.custom_json import custom_data
from crm_desktop.domain.import_nouns import RECORD_KNOWN
from crm_desktop.domain.importing import TableShape
from crm_desktop.domain.imports import ROW_REPEATED, Cells, RowFault, Verdict
from crm_desktop.domain.problems import Problem
from crm_desktop.queries.import_runs import ImportRunRow
from crm_desktop.queries.imports import ImportPreview
from crm_desktop.words import language, pgettext
from crm_desktop.words.codes import problem_text
from crm_desktop.words.import_nouns import not_kept_text
from crm_desktop.words.imports import cells_text, phones_text, standards_text
from crm_desktop.words.same_list import loaded_before
from crm_desktop.words.vcards import photos_text


def preview_data(preview: ImportPreview) -> dict[str, Any]:
    """What a list is, what stands in it, and what would become of it."""
    shape, plan = preview.shape, preview.plan
    tally = preview.tally
    repeats = [one for one in preview.reasons if one.code in (ROW_REPEATED, RECORD_KNOWN)]
    return {
        "file": plan.file_name,
        "kind": plan.noun.value,
        "seems": preview.seems or plan.noun.value,
        "format": preview.kind,
        "encoding": preview.encoding,
        "delimiter": preview.delimiter,
        "sheets": [{"name": s.name, "visible": s.visible, "rows": s.rows} for s in preview.sheets],
        "sheet": plan.sheet_name,
        "phone_region": plan.region,
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
        "cells": cells_data(preview.cells),
        "pictures": preview.pictures,
        "photos": preview.photos,
        "problems": [fault_data(f) for f in (*preview.faults, *repeats, *preview.untaken)],
        "before": [_past(one) for one in preview.before],
        "earlier": None if preview.earlier is None else _past(preview.earlier),
        "missing": list(preview.missing),
        "profile": _profile(preview),
        "defaults": custom_data(plan.standards(), plan.own),
        "operation": None,
    }


def verdicts_data(preview: ImportPreview) -> dict[str, list[int]]:
    """The numbers of the rows by how they fare; `asked` wait for a decision of somebody."""
    judged = preview.judged
    found = {one.value: list(judged.rows.get(one, ())) for one in Verdict}
    return found | {"asked": list(judged.asked), "doubtful": list(judged.doubtful)}


def _past(run: ImportRunRow) -> dict[str, Any]:
    """An import that brought this list, or one of its like."""
    return {
        "import": run.id,
        "file": run.file_name,
        "at": run.at,
        "operation": run.operation,
        "created": run.created,
        "updated": run.updated,
    }


def _order(preview: ImportPreview, column: int) -> dict[str, Any]:
    """Which comes first in the dates of a column, and whether some say otherwise."""
    order = preview.orders.get(column)
    if order is None:
        return {}
    return {"order": order.value, "mixed": column in preview.mixed}


def cells_data(cells: Cells) -> dict[str, Any]:
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


def fault_data(fault: RowFault) -> dict[str, Any]:
    """A row that did not come in, or a cell that was not understood."""
    return {
        "row": fault.row,
        "column": fault.column if fault.column >= 0 else None,
        "code": fault.code,
        "text": problem_text(Problem("", fault.code, {"text": fault.text})),
        "value": fault.text,
    }


def preview_words(data: dict[str, Any], preview: ImportPreview) -> str:
    """What would become of a list, for people."""
    rows = pgettext(
        "Imports",
        "Rows: {read}; new {created}, changed {updated}, already there {skipped}, "
        "will not be loaded {failed}.",
    )
    lines = [rows.format(**data["rows"]), cells_text(preview.cells, language())]
    lines += [f"  {c['header'] or c['index']} → {c['field']}" for c in data["columns"]]
    more = (
        not_kept_text(preview.seems),
        phones_text(preview.plan),
        photos_text(preview.pictures, preview.photos),
        standards_text(preview.plan, language()),
        loaded_before(preview, language()),
    )
    return "\n".join([*lines, *filter(None, more)])
