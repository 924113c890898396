"""What a client's card asks, asked before anybody opens one.

A question is put into words for SQLite when it is asked for the first time, and that is a hundred
times the work of the question itself: with the first card, the window would wait for it.
"""

from __future__ import annotations

from crm_desktop.db.tables import Client
from crm_desktop.domain.rights import Right
from crm_desktop.queries import attachments, clients, deals, documents, tasks, timeline
from crm_desktop.queries.filtering import visible
from crm_desktop.queries.prepared import Prepared
from crm_desktop.queries.read import Read, query

_ID = Client.__table__.c.id
_NEWEST = Prepared(lambda read: visible(read, Client, _ID).order_by(_ID.desc()).limit(1))


@query(right=Right.VIEW)
def put_into_words(read: Read) -> bool:
    """Ask it about somebody, whoever that is; whether there is anybody."""
    newest = _NEWEST.ids(read)
    for client in newest:
        clients.cards(read, [client])
        timeline.story(read, client)
        deals.listing(read, client)
        tasks.listing(read, client_id=client)
        documents.listing(read, client)
        attachments.of_client(read, client)
    return bool(newest)
