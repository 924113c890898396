"""Files of a client: taken in whole or not at all, kept once, given back as they were."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crm_desktop.commands import attachments, clients
from crm_desktop.crm import Crm
from crm_desktop.domain import attachments as rules
from crm_desktop.domain.attachments import Presence
from crm_desktop.domain.problems import Cancelled, Refused
from crm_desktop.exports import attachments as exports
from crm_desktop.queries import attachments as questions
from tests.fixtures import a_client

Make = Callable[[str, bytes], Path]


@pytest.fixture
def client(crm: Crm) -> int:
    return crm.do(clients.add, a_client()).value


@pytest.fixture
def make(tmp_path: Path) -> Make:
    folder = tmp_path / "Документы"
    folder.mkdir()

    def made(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return made


def stored(crm: Crm) -> list[Path]:
    return sorted(one for one in (crm.folder / "files").rglob("*") if one.is_file())


def test_the_same_content_lies_there_once(crm: Crm, client: int, make: Make) -> None:
    data = os.urandom(3_000_000)
    taken = crm.do(
        attachments.add, client, [make("Договор.pdf", data), make("Копия.pdf", data)]
    ).value
    assert taken.problems == ()
    rows = crm.ask(questions.of_client, client)
    assert [(row.name, row.size, row.presence) for row in rows] == [
        ("Копия.pdf", 3_000_000, Presence.THERE),
        ("Договор.pdf", 3_000_000, Presence.THERE),
    ]
    [lies] = stored(crm)
    assert lies.name == rows[0].hash
    assert lies.read_bytes() == data


def test_what_cannot_be_taken_keeps_none_of_the_others_out(
    crm: Crm, client: int, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_BYTES", 1 << 20)
    good, large = make("Акт.txt", b"1"), make("Кино.mp4", b"0" * ((1 << 20) + 1))
    gone = make("Пропал.txt", b"2")
    gone.unlink()
    done = crm.do(attachments.add, client, [good, large, gone, good.parent])
    assert [row.name for row in crm.ask(questions.of_client, client)] == ["Акт.txt"]
    codes = [problem.code for problem in done.value.problems]
    assert codes == ["attachment.too-large", "attachment.unreadable", "attachment.folder"]
    assert list(done.notices) == list(done.value.problems)
    before = crm.ask(questions.of_client, client)
    with pytest.raises(Refused) as refused:
        crm.do(attachments.add, client, [large, gone])
    assert [one.code for one in refused.value.problems] == codes[:2]
    assert crm.ask(questions.of_client, client) == before


def test_an_empty_file_is_a_file(crm: Crm, client: int, make: Make) -> None:
    taken = crm.do(attachments.add, client, [make("пусто.txt", b"")]).value
    target = make("x", b"").with_name("назад.txt")
    crm.export(exports.save, taken.ids[0], target)
    assert target.read_bytes() == b""


def test_who_stops_half_way_leaves_nothing_behind(crm: Crm, client: int, make: Make) -> None:
    large = make("Архив.zip", os.urandom(5 << 20))

    def stop(done: int, _total: int) -> None:
        if done > 2 << 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        crm.do_watched(stop, attachments.add, client, [large])
    assert crm.ask(questions.of_client, client) == []
    assert stored(crm) == []


def test_removed_and_brought_back_also_after_a_restart(
    crm: Crm, client: int, make: Make, base: Path
) -> None:
    data = b"%PDF-1.7 something"
    [one] = crm.do(attachments.add, client, [make("Договор.pdf", data)]).value.ids
    crm.do(attachments.delete, one)
    assert crm.ask(questions.of_client, client) == []
    crm.close()
    again = Crm(base)
    try:
        again.undo()
        target = make("x", b"").with_name("назад.pdf")
        again.export(exports.save, one, target)
        assert target.read_bytes() == data
    finally:
        again.close()


def test_a_new_name_keeps_the_ending(crm: Crm, client: int, make: Make) -> None:
    [one] = crm.do(attachments.add, client, [make("scan0001.pdf", b"1")]).value.ids
    crm.do(attachments.rename, one, "Договор/2026")
    assert crm.ask(questions.one, one).name == "Договор_2026.pdf"
    with pytest.raises(Refused):
        crm.do(attachments.rename, one, " . ")


def test_nothing_of_the_users_is_overwritten(crm: Crm, client: int, make: Make) -> None:
    [one] = crm.do(attachments.add, client, [make("Договор.pdf", b"new")]).value.ids
    there = make("Мой.pdf", b"mine")
    with pytest.raises(Refused) as refused:
        crm.export(exports.save, one, there)
    assert refused.value.problems[0].code == "file.exists"
    assert there.read_bytes() == b"mine"
    crm.export(exports.save, one, there, overwrite=True)
    assert there.read_bytes() == b"new"


def test_a_content_that_is_gone_or_changed_is_told(crm: Crm, client: int, make: Make) -> None:
    [one] = crm.do(attachments.add, client, [make("Договор.pdf", b"content")]).value.ids
    target = make("x", b"").with_name("назад.pdf")
    [lies] = stored(crm)
    lies.write_bytes(b"CONTENT")
    with pytest.raises(Refused) as refused:
        crm.export(exports.save, one, target)
    assert refused.value.problems[0].code == "attachment.not-the-same"
    lies.write_bytes(b"longer content")
    assert crm.ask(questions.one, one).presence is Presence.CHANGED
    lies.unlink()
    assert crm.ask(questions.one, one).presence is Presence.MISSING
    with pytest.raises(Refused) as refused:
        crm.export(exports.opened, one)
    assert refused.value.problems[0].code == "attachment.gone"
    assert not target.exists()


def test_what_is_opened_is_a_copy_that_cannot_be_written(crm: Crm, client: int, make: Make) -> None:
    [one] = crm.do(attachments.add, client, [make("Акт № 1.txt", b"text")]).value.ids
    shown = crm.export(exports.opened, one)
    assert (shown.name, shown.read_bytes()) == ("Акт № 1.txt", b"text")
    assert not shown.stat().st_mode & 0o222
    assert crm.folder not in shown.parents


def test_a_portable_copy_carries_the_files(crm: Crm, client: int, make: Make) -> None:
    crm.do(attachments.add, client, [make("Договор.pdf", b"content")])
    [lies] = stored(crm)
    with zipfile.ZipFile(crm.save_portable(make("x", b"").with_name("copy.zip"))) as packed:
        assert packed.read(lies.relative_to(crm.folder).as_posix()) == b"content"
