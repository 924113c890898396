"""What a list of clients carries unseen, so that it can come back out of a spreadsheet."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.round_trip import ID_HEADING, Head
from crm_desktop.files.workbook import Hidden
from crm_desktop.queries.client_values import stamp
from crm_desktop.words.codes import label


def returning(
    connection: Connection, ids: Sequence[int], columns: Mapping[str, str]
) -> tuple[Hidden, ...]:
    """The hidden columns of these clients; `columns` are the titles of the others, by field."""
    said = stamp(connection)
    kinds = {kind.value: label(kind) for kind in ClientKind}
    head = Head(said, len(ids), columns, kinds)
    return (
        Hidden(ID_HEADING, ids),
        Hidden(head.text(), itertools.repeat(said.text(), len(ids))),
    )
