"""Changes to the files of a client: taken in, named anew, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crm_desktop.commands.work import Step, Work, command
from crm_desktop.db import attachments
from crm_desktop.db.tables import Attachment, Client
from crm_desktop.domain.attachments import (
    A_FOLDER,
    UNREADABLE,
    check_name,
    check_size,
    file_name,
)
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in, by id, and what did not, with its reasons."""

    ids: tuple[int, ...]
    problems: tuple[Problem, ...]


@command("attachment.add", right=Right.EDIT)
def add(work: Work, client_id: int, sources: Sequence[Path], names: Sequence[str] = ()) -> Taken:
    """Keep copies of files with a client; `names` are what they are called, else as they are.

    A file that cannot be taken is told and keeps none of the others out; `Refused` when none
    could be taken. The files themselves stay where they are.
    """
    client = _client(work, client_id)
    store = attachments.beside(work.connection)
    called = [file_name(name) for name in names] or [file_name(one.name) for one in sources]
    sizes = [_size(one) for one in sources]
    total, before = sum(sizes), 0
    made: list[Attachment] = []
    problems: list[Problem] = []
    for source, name, size in zip(sources, called, sizes, strict=True):
        found = list(_refused(source, name, size))
        if not found:
            try:
                kept, length = store.put_file(source, _further(work.step, before, total))
            except OSError:
                found = [Problem("file", UNREADABLE, {"name": name})]
            else:
                made.append(
                    Attachment(
                        client_id=client_id,
                        hash=kept,
                        name=name,
                        size=length,
                        added_at=work.now(),
                        author_id=work.actor.employee_id,
                    )
                )
        problems += found
        before += size
    if not made:
        raise Refused(*problems)
    work.session.add_all(made)
    work.session.flush()
    work.name(title=client.name, name=made[0].name, count=len(made))
    work.notices += problems
    return Taken(tuple(one.id for one in made), tuple(problems))


@command("attachment.rename", right=Right.EDIT)
def rename(work: Work, attachment_id: int, name: str) -> None:
    """Call a file of a client something else; without an ending it keeps the one it had."""
    found = _present(work, attachment_id)
    tidied = file_name(name)
    refuse_if(check_name(tidied))
    ending = Path(found.name).suffix
    if ending and not Path(tidied).suffix:
        tidied = file_name(f"{tidied}{ending}")
    found.name = tidied
    work.name(title=_client(work, found.client_id).name, name=tidied)


@command("attachment.delete", right=Right.DELETE)
def delete(work: Work, attachment_id: int) -> None:
    """Take a file away from a client; its content stays beside the base, so that undo has it."""
    found = _present(work, attachment_id)
    work.name(title=_client(work, found.client_id).name, name=found.name)
    work.session.delete(found)


def _client(work: Work, client_id: int) -> Client:
    client = work.session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        raise Refused.of(NOT_FOUND)
    return client


def _present(work: Work, attachment_id: int) -> Attachment:
    found = work.session.get(Attachment, attachment_id)
    if found is None:
        raise Refused.of(NOT_FOUND)
    return found


def _further(step: Step, before: int, total: int) -> Step:
    """Progress of one file among several, in bytes of all of them."""
    return lambda done, _all: step(before + done, total)


def _size(source: Path) -> int:
    try:
        return source.stat().st_size
    except OSError:
        return 0


def _refused(source: Path, name: str, size: int) -> list[Problem]:
    if source.is_dir():
        return [Problem("file", A_FOLDER, {"name": source.name})]
    return [*check_name(name), *check_size(name, size)]
