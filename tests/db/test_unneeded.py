"""Contents of files leave the disk when nothing needs them: not sooner, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_desktop import crm as crm_module
from crm_desktop.commands import attachments, clients
from crm_desktop.commands import bin as bin_commands
from crm_desktop.commands.work import COMMANDS, CommandInfo, Kind, Work
from crm_desktop.crm import Crm
from crm_desktop.domain.attachments import Presence
from crm_desktop.domain.bin import DAYS, BinNoun, key_of
from crm_desktop.domain.rights import Right
from crm_desktop.queries import attachments as questions
from tests.fixtures import a_client


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """From now on it is so many days later."""
    moment = datetime.now(UTC) + timedelta(days=days)
    said = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    monkeypatch.setattr(crm_module, "utc_now", lambda: said)


def a_file(crm: Crm, client: int, folder: Path, name: str, data: bytes) -> int:
    source = folder / name
    source.write_bytes(data)
    [found] = crm.do(attachments.add, client, [source]).value.ids
    return found


def contents(crm: Crm) -> list[bytes]:
    files = (one for one in (crm.folder / "files").rglob("*") if one.is_file())
    return sorted(one.read_bytes() for one in files)


def gone_for_good(crm: Crm, client: int) -> None:
    crm.do(clients.delete, client)
    crm.do(bin_commands.delete_for_good, [key_of(BinNoun.CLIENT, client)])


@pytest.fixture
def two(crm: Crm, tmp_path: Path) -> tuple[int, int]:
    """Two clients: each has a file of their own, and both have one and the same."""
    first, second = (crm.do(clients.add, a_client(name)).value for name in ("Анна", "Борис"))
    a_file(crm, first, tmp_path, "свой.txt", b"first")
    a_file(crm, second, tmp_path, "свой.txt", b"second")
    for client in (first, second):
        a_file(crm, client, tmp_path, "общий.txt", b"both")
    return first, second


def test_a_content_goes_when_its_time_has_come(
    crm: Crm, two: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    gone_for_good(crm, first)
    assert crm.drop_contents() == 0, "an undo may want it"
    assert contents(crm) == [b"both", b"first", b"second"]
    later(monkeypatch, DAYS + 1)
    assert crm.drop_contents() == 1
    assert contents(crm) == [b"both", b"second"], "what another client has stays"
    assert {one.presence for one in crm.ask(questions.of_client, second)} == {Presence.THERE}
    assert crm.drop_contents() == 0
    gone_for_good(crm, second)
    later(monkeypatch, 2 * DAYS + 2)
    assert crm.drop_contents() == 2
    assert contents(crm) == []
    assert crm.check() == []


def test_what_came_back_by_undo_stays(
    crm: Crm, two: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_for_good(crm, two[0])
    crm.undo()
    later(monkeypatch, 10 * DAYS)
    assert crm.drop_contents() == 0
    crm.undo()
    assert {one.presence for one in crm.ask(questions.of_client, two[0])} == {Presence.THERE}


def test_a_client_in_the_bin_keeps_its_files(
    crm: Crm, two: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    crm.do(clients.delete, two[0])
    later(monkeypatch, 10 * DAYS)
    assert crm.drop_contents() == 0


def test_what_a_copy_of_the_base_names_stays(
    crm: Crm, two: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = crm.make_copy().copy
    gone_for_good(crm, two[0])
    later(monkeypatch, DAYS + 1)
    assert crm.drop_contents() == 0, "whoever restores it wants the file"
    whole = made.path.read_bytes()
    made.path.write_bytes(b"no base" * 1000)
    assert crm.drop_contents() == 0, "what cannot be read may name anything"
    made.path.write_bytes(whole)
    made.path.unlink()
    assert crm.drop_contents() == 1


def test_a_picture_of_the_firm_is_nobody_elses_to_drop(
    crm: Crm, two: tuple[int, int], organisation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = next(one for one in crm.ask(questions.of_client, two[0]) if one.name == "свой.txt")

    def take(work: Work) -> None:
        sql = "UPDATE organisation SET logo = ? WHERE id = ?"
        work.connection.exec_driver_sql(sql, (own.hash, organisation))

    info = CommandInfo("test.take", Right.EDIT, Kind.USER, take, undoable=True, copy_first=False)
    monkeypatch.setitem(COMMANDS, info.name, info)
    crm.do(take)
    gone_for_good(crm, two[0])
    later(monkeypatch, DAYS + 1)
    assert crm.drop_contents() == 0
    assert b"first" in contents(crm)
