"""How clients stand to each other: told from one side, shown on both cards."""

from __future__ import annotations

from crm_desktop.commands import clients
from crm_desktop.commands.work import Work, command
from crm_desktop.db.tables import ClientRelation
from crm_desktop.domain.client_parts import RelationDraft, check_relation
from crm_desktop.domain.problems import NOT_FOUND, Refused, refuse_if
from crm_desktop.domain.rights import Right
from crm_desktop.domain.text import clean_text


@command("relation.save", right=Right.EDIT)
def save(work: Work, client_id: int, relation_id: int | None, draft: RelationDraft) -> int:
    """Say how a client stands to another one, anew (`relation_id` None) or in other words.

    One that was told from the other side stays told from there. Returns the relation's id.
    """
    refuse_if(check_relation(client_id, draft))
    client = clients.present(work.session, client_id)
    other = clients.present(work.session, draft.other_id or 0)
    if relation_id is None:
        relation = ClientRelation(client_id=client_id, other_id=other.id)
        work.session.add(relation)
    else:
        relation = _present(work, client_id, relation_id)
        if relation.client_id == client_id:
            relation.other_id = other.id
        else:
            relation.client_id = other.id
    relation.kind = clean_text(draft.kind).strip()
    relation.note = clean_text(draft.note).strip()
    work.session.flush()
    work.name(title=client.name, other=other.name)
    return relation.id


@command("relation.remove", right=Right.EDIT)
def remove(work: Work, client_id: int, relation_id: int) -> None:
    """The two have nothing to do with each other any more; told from either card."""
    client = clients.present(work.session, client_id)
    relation = _present(work, client_id, relation_id)
    work.session.delete(relation)
    work.name(title=client.name)


def _present(work: Work, client_id: int, relation_id: int) -> ClientRelation:
    relation = work.session.get(ClientRelation, relation_id)
    if relation is None or client_id not in {relation.client_id, relation.other_id}:
        raise Refused.of(NOT_FOUND)
    return relation
