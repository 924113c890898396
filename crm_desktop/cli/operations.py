"""`operations`, `undo`, `redo`: the journal, and taking back by its one rule."""

from __future__ import annotations

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.terminal import Shown, moment_text
from crm_desktop.crm import Crm, Done, Undone
from crm_desktop.db.operations import NOTHING_TO_UNDO, OperationRow
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import history
from crm_desktop.queries.history import KeptRow, StoryRow
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import operation_text
from crm_desktop.words.reasons import reason_text


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("operations", show_list, pgettext("Operations", "What was done, newest first"))
    one.add_argument("--limit", type=positive, default=20)
    one = nouns.verb("undo", undo, pgettext("Operations", "Take back an operation"))
    one.add_argument("operation", type=positive, nargs="?")
    one.add_argument("--preview", action="store_true")
    nouns.verb("redo", redo, pgettext("Operations", "Do again what was taken back last"))


def show_list(call: Call) -> int:
    """The journal as rows."""
    with call.reading() as crm:
        story = crm.ask(history.operations_log, call.arguments.limit)
    if not call.terminal.json:
        call.terminal.rows(map(_said, story), _columns(actors=any(one.actor for one in story)))
        return 0
    rows = (
        {
            "id": one.id,
            "name": one.name,
            "text": operation_text(one.name, one.title),
            "kind": one.kind,
            "via": one.via,
            "at": one.at,
            "actor": one.actor,
            "rows": one.rows,
            "undone": one.undone,
            "reverses": one.reverses,
        }
        for one in story
    )
    call.terminal.rows(rows, ())
    return 0


def _said(one: StoryRow) -> dict[str, object]:
    """An operation for the eye: one that reverses another says so itself."""
    text = operation_text(one.name, one.title, one.via)
    if one.undone and one.reverses is None:
        text = pgettext("Operations", "{operation} (taken back)").format(operation=text)
    return {"id": one.id, "at": one.at, "text": text, "actor": one.actor}


def _columns(*, actors: bool) -> tuple[Shown, ...]:
    shown = (
        Shown("id", "№", right=True),
        Shown("at", pgettext("Operations", "When"), moment_text),
        Shown("text", pgettext("Operations", "What was done")),
    )
    return (*shown, Shown("actor", pgettext("Operations", "Who"))) if actors else shown


def undo(call: Call) -> int:
    """Take back this user's newest operation, or the named one; or tell what that would do."""
    asked = call.arguments
    if asked.preview:
        with call.reading() as crm:
            return tell_foreseen(call, crm, _meant(crm, asked.operation))
    with call.writing() as crm:
        done = crm.undo(asked.operation, call.terminal.progress)
        said = pgettext("Operations", "Taken back: {name}.")
        return tell_reversal(call, crm, done, said)


def _meant(crm: Crm, operation: int | None) -> OperationRow:
    """The operation of this number, else the one that would be taken back next."""
    if operation is not None:
        return crm.ask(history.operation, operation)
    found = crm.undo_state().undo
    if found is None:
        raise Refused.of(NOTHING_TO_UNDO)
    return found


def redo(call: Call) -> int:
    """Do again what was taken back last."""
    with call.writing() as crm:
        done = crm.redo(call.terminal.progress)
        said = pgettext("Operations", "Done again: {name}.")
        return tell_reversal(call, crm, done, said)


def tell_reversal(call: Call, crm: Crm, done: Done[Undone], said: str) -> int:
    """What came back and what was kept, with names and reasons."""
    undone = done.value
    kept = crm.ask(history.named, undone.kept)
    name = operation_text(undone.reversed.name, undone.reversed.title)
    data = {
        "operation": done.operation,
        "reversed": {"id": undone.reversed.id, "name": undone.reversed.name, "text": name},
        "restored": undone.restored,
        "kept": [kept_data(one) for one in kept],
    }
    restored = npgettext(
        "Operations", "{n} row restored.", "{n} rows restored.", undone.restored
    ).format(n=undone.restored)
    lines = [f"{said.format(name=name)} {restored}"]
    if kept:
        lines.append(pgettext("Operations", "Kept as it is:"))
        lines += [f"  {one.table} {one.id} {one.name}: {reason_text(one.reason)}" for one in kept]
    call.terminal.answer(data, "\n".join(lines))
    return 0


def tell_foreseen(call: Call, crm: Crm, operation: OperationRow) -> int:
    """What taking an operation back would do now."""
    foreseen = crm.foresee_undo(operation.id, call.terminal.progress)
    kept = [kept_data(one) for one in crm.ask(history.named, foreseen.kept)]
    name = operation_text(operation.name, operation.title)
    data = {
        "operation": operation.id,
        "text": name,
        "goes": foreseen.goes,
        "comes_back": foreseen.comes_back,
        "kept": kept,
    }
    goes, back = sum(foreseen.goes.values()), sum(foreseen.comes_back.values())
    rows = pgettext("Operations", "Rows that would go: {goes}; that would come back: {back}.")
    lines = [pgettext("Merge", "Would be taken back: {name}.").format(name=name)]
    lines.append(rows.format(goes=goes, back=back))
    if kept:
        lines.append(pgettext("Operations", "Kept as it is:"))
        lines += [f"  {one['table']} {one['id']} {one['name']}: {one['text']}" for one in kept]
    call.terminal.answer(data, "\n".join(lines))
    return 0


def kept_data(row: KeptRow) -> dict[str, object]:
    """A kept record as JSON."""
    return {
        "table": row.table,
        "id": row.id,
        "name": row.name,
        "reason": row.reason,
        "text": reason_text(row.reason),
        "columns": list(row.columns),
    }
