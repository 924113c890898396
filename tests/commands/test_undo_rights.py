"""Taking back asks for the same right as doing."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.commands import clients
from crm_desktop.crm import Crm
from crm_desktop.domain.problems import NO_RIGHT, Refused
from crm_desktop.domain.rights import Role, Viewer
from crm_desktop.queries import clients as asked
from tests.fixtures import a_client


def test_nobody_takes_back_what_nobody_may_do(base: Path) -> None:
    owner = Crm(base)
    operation = owner.do(clients.add, a_client("Первая")).operation
    owner.close()
    stranger = Crm(base, Viewer(employee_id=2, name="", role=Role.NOBODY))
    with pytest.raises(Refused) as refused:
        stranger.undo(operation)
    assert refused.value.problems[0].code == NO_RIGHT
    stranger.close()
    owner = Crm(base)
    assert owner.ask(asked.count) == 1
    owner.close()
