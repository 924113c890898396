"""What a card asks is put into words before the first is opened."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.commands import clients as commands
from crm_desktop.crm import Crm
from crm_desktop.queries import (
    attachments,
    clients,
    deals,
    documents,
    first_card,
    prepared,
    tasks,
    timeline,
)
from tests.fixtures import a_client


def test_after_that_a_card_has_nothing_to_be_put_into_words(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    real = prepared._prepared

    def counted(statement: Any, connection: Any) -> Any:
        made.append(statement)
        return real(statement, connection)

    monkeypatch.setattr(prepared, "_prepared", counted)
    assert not crm.ask(first_card.put_into_words)
    client = crm.do(commands.add, a_client()).value
    assert crm.ask(first_card.put_into_words)
    made.clear()
    crm.ask(clients.cards, [client])
    crm.ask(timeline.story, client)
    crm.ask(tasks.listing, client_id=client)
    crm.ask(attachments.of_client, client)
    crm.ask(deals.listing, client)
    crm.ask(documents.listing, client)
    assert made == []
