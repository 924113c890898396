"""`documents create|pdf|list`: papers from JSON, issued and drawn without a window."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.cli.call import Call
from crm_desktop.cli.document_json import document_draft, organisation_of
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.references import client_named
from crm_desktop.cli.terminal import refusal
from crm_desktop.cli.values import amount, read_file, read_object
from crm_desktop.commands import documents as commands
from crm_desktop.commands import organisations as own
from crm_desktop.crm import Crm
from crm_desktop.domain.organisations import OrganisationDraft
from crm_desktop.domain.problems import Problem, Refused
from crm_desktop.queries import documents
from crm_desktop.queries.documents import DocumentRow
from crm_desktop.words import pgettext
from crm_desktop.words.codes import problem_text


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("documents", pgettext("Documents", "Documents: create, save as PDF, list"))
    one = verbs.verb("create", create, pgettext("Documents", "Create a document from JSON"))
    one.add_argument("--from", dest="source", metavar="FILE|-", required=True)
    one.add_argument("--issue", action="store_true", help=pgettext("Documents", "give a number"))
    one.add_argument("--pdf", type=Path, metavar="OUT.pdf")
    one.add_argument("--overwrite", action="store_true")
    one = verbs.verb("pdf", save_pdf, pgettext("Documents", "Save a document as PDF"))
    one.add_argument("id", type=positive)
    one.add_argument("target", type=Path, metavar="OUT.pdf")
    one.add_argument("--overwrite", action="store_true")
    one = verbs.verb("list", show_list, pgettext("Documents", "List documents, newest first"))
    one.add_argument("--client", metavar="ID|NAME")


def create(call: Call) -> int:
    """Draft a paper, issue it if asked, draw it if asked.

    Drafting and issuing are two operations; when the second is refused the first is taken back,
    so that a refusal leaves nothing behind.
    """
    asked = call.arguments
    data = read_object(read_file(asked.source))
    with call.writing() as crm:
        document_id, operation, notices = _written(crm, data, issue=asked.issue)
        for one in notices:
            call.terminal.say(problem_text(one))
        row = crm.ask(documents.card, document_id).row
        answer = {**document_data(row), "operation": operation, "pdf": None}
        if notices:
            answer["notices"] = [{"code": x.code, "text": problem_text(x)} for x in notices]
        if asked.pdf is not None:
            try:
                answer["pdf"] = str(_draw(crm, document_id, asked.pdf, overwrite=asked.overwrite))
            except Refused as refused:
                said = refusal(refused, untouched=False)
                call.terminal.answer({**answer, "refused": said}, _story(row))
                call.terminal.say(str(said["text"]))
                return 1
    call.terminal.answer(answer, _story(row))
    return 0


def _written(
    crm: Crm, data: dict[str, object], *, issue: bool
) -> tuple[int, int | None, tuple[Problem, ...]]:
    """The paper's id, the last operation that made it, what to tell; all of it or nothing."""
    done: list[int | None] = []
    notices: tuple[Problem, ...] = ()
    try:
        organisation = data.get("organisation")
        organisation_id = None
        if organisation is not None:
            organisation_id = _organisation(crm, organisation, done)
        draft = document_draft(crm, data, organisation_id)
        made = crm.do(commands.create, draft)
        done.append(made.operation)
        if issue:
            issued = crm.do(commands.issue, made.value)
            done.append(issued.operation)
            notices = issued.notices
    except BaseException:
        for operation in reversed(done):
            if operation is not None:
                crm.undo(operation)
        raise
    return made.value, done[-1], notices


def _organisation(crm: Crm, given: object, done: list[int | None]) -> int:
    """The own firm named or described; one that is not there yet is saved."""
    found = organisation_of(crm, given)
    if isinstance(found, OrganisationDraft):
        saved = crm.do(own.save, found)
        done.append(saved.operation)
        return saved.value
    return found


def save_pdf(call: Call) -> int:
    """Draw an issued paper from its frozen sheet, or a draft as it is now."""
    asked = call.arguments
    with call.reading() as crm:
        target = _draw(crm, asked.id, asked.target, overwrite=asked.overwrite)
    text = pgettext("Documents", "Saved as {path}").format(path=target)
    call.terminal.answer({"id": asked.id, "pdf": str(target)}, text)
    return 0


def _draw(crm: Crm, document_id: int, target: Path, *, overwrite: bool) -> Path:
    from crm_desktop.exports.documents import pdf

    return crm.export(pdf, document_id, target.absolute(), overwrite=overwrite)


def show_list(call: Call) -> int:
    """Papers, newest first."""
    asked = call.arguments
    with call.reading() as crm:
        client_id = client_named(crm, asked.client) if asked.client else None
        rows = crm.ask(documents.listing, client_id)
    shown = ("id", "type", "number", "status", "date", "client_name", "total", "currency")
    call.terminal.rows(map(document_data, rows), shown)
    return 0


def document_data(row: DocumentRow) -> dict[str, object]:
    """A paper as JSON."""
    return {
        "id": row.id,
        "type": row.kind,
        "status": row.status,
        "number": row.number,
        "date": row.date,
        "due_date": row.due_date,
        "client_id": row.client_id,
        "client_name": row.client,
        "deal_id": row.deal_id,
        "total": amount(row.total, row.currency),
        "currency": row.currency,
        "vat_mode": row.vat_mode,
    }


def _story(row: DocumentRow) -> str:
    total = amount(row.total, row.currency)
    if row.number is None:
        said = pgettext("Documents", "Draft {id} is saved: {total} {currency}.")
    else:
        said = pgettext("Documents", "Document {id} is issued as No. {number}: {total} {currency}.")
    return said.format(id=row.id, number=row.number, total=total, currency=row.currency)
