"""The demo as a base: written by the program's own commands, gone without a trace."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crm_desktop import demo as demos
from crm_desktop import opening, paths, words
from crm_desktop.crm import Crm
from crm_desktop.db import facts, presence, search
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import clients, deals, documents, settings, tasks
from crm_desktop.queries import search as search_queries
from tests.tables import derived, dump

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where demos that were made are kept for the next test."""
    return tmp_path_factory.mktemp("demos")


@pytest.fixture(params=["ru", "en"])
def demo(request: pytest.FixtureRequest, made: Path) -> Iterator[Crm]:
    kept = made / str(request.param)
    if not kept.exists():
        demos.make_demo(DAY, request.param)
        shutil.copytree(opening.demo_folder(), kept)
    else:
        shutil.copytree(kept, opening.demo_folder())
    crm = Crm(opening.demo_folder())
    yield crm
    crm.close()


def test_a_lively_shop(demo: Crm) -> None:
    rows = demo.ask(deals.listing)
    assert len(demo.ask(clients.ids)) == 400
    assert len(rows) == 150
    stages = Counter(row.stage_id for row in rows)
    assert sorted(stages.values()) == [9, 10, 12, 13, 36, 70]
    assert len(demo.ask(tasks.listing, done=True)) == 60
    papers = demo.ask(documents.listing)
    assert Counter(p.status for p in papers) == {"issued": 75, "draft": 3, "cancelled": 2}
    assert demo.database.check() == []


def test_a_morning_is_no_flood(demo: Crm) -> None:
    waited = [p for p in demo.ask(documents.listing) if p.status == "issued" and p.due_date]
    late = [p for p in waited if str(p.due_date) < DAY.isoformat()]
    assert len(waited) == 9
    assert 0 < len(late) < 9


def test_numbers_run_with_the_dates(demo: Crm) -> None:
    numbered = [p for p in demo.ask(documents.listing) if p.number is not None]
    for year in ("2025", "2026"):
        mine = sorted((int(p.number or 0), p.date) for p in numbered if p.date.startswith(year))
        first = 41 if year == "2025" else 1
        assert [number for number, _ in mine] == list(range(first, first + len(mine)))
        assert [on for _, on in mine] == sorted(on for _, on in mine)


def test_everything_kept_up_on_the_side_is_right(demo: Crm) -> None:
    before = derived(demo)
    with demo.database.write() as connection:
        facts.rebuild(connection)
        search.rebuild(connection)
    assert derived(demo) == before


def test_it_speaks_its_language(demo: Crm) -> None:
    business = demo.ask(settings.business)
    russian = business.language == "ru"
    assert business.currency == ("RUB" if russian else "GBP")
    word = "кухня" if russian else "kitchen"
    assert demo.ask(search_queries.everything, word)
    sheet = demo.ask(documents.sheet, demo.ask(documents.listing)[10].id)
    assert sheet.language == business.language
    assert (sheet.qr != "") is russian


def test_it_cannot_be_taken_back(demo: Crm) -> None:
    with pytest.raises(Refused):
        demo.undo()


def test_the_same_twice(demo: Crm) -> None:
    language = demo.ask(settings.business).language
    first = dump(demo)
    demo.close()
    assert demos.remove_demo() == []
    demos.make_demo(DAY, language)
    again = Crm(opening.demo_folder())
    assert dump(again) == first
    again.close()


def test_it_goes_without_a_trace(demo: Crm) -> None:
    folder = opening.demo_folder()
    demo.database.copy()
    demo.close()
    assert folder == paths.data_folder() / "demo"
    assert demos.remove_demo() == []
    assert not folder.exists()
    assert demos.remove_demo() == []


def test_a_demo_that_another_window_has_open_is_not_removed(demo: Crm) -> None:
    demo.close()
    folder = opening.demo_folder()
    holding = (
        "import sys; from pathlib import Path; from crm_desktop.db.lock import BaseLock\n"
        "lock = BaseLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    before = set(folder.rglob("*"))
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Refused) as refused:
            demos.remove_demo()
        holder.communicate(b"")
    assert refused.value.problems[0].code == "base.in-use"
    assert before <= set(folder.rglob("*"))
    assert demos.remove_demo() == []
    assert not folder.exists()


def test_a_demo_that_the_command_line_works_in_is_not_removed(
    demo: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "PATIENCE_S", 0.1)
    with pytest.raises(Refused) as refused:
        demos.remove_demo()
    assert refused.value.problems[0].code == "base.busy"
    assert demo.ask(clients.count) == 400
    demo.close()
    assert demos.remove_demo() == []


def test_a_file_of_the_users_stays(demo: Crm) -> None:
    demo.close()
    mine = opening.demo_folder() / "счёт.pdf"
    mine.write_bytes(b"mine")
    assert demos.remove_demo() == [mine]
    assert [one.name for one in opening.demo_folder().iterdir()] == ["счёт.pdf"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "base.db").write_bytes(b"mine")
    opening.demo_folder().parent.mkdir(parents=True)
    opening.demo_folder().symlink_to(elsewhere, target_is_directory=True)
    assert demos.remove_demo() == []
    assert (elsewhere / "base.db").read_bytes() == b"mine"


def test_only_the_demo_is_the_demo(tmp_path: Path) -> None:
    assert demos.is_demo(opening.demo_folder())
    assert not demos.is_demo(tmp_path / "demo")


def test_another_language_gets_the_english_demo() -> None:
    words.set_language("en")
    demos.make_demo(DAY, "de")
    crm = Crm(opening.demo_folder())
    assert crm.ask(settings.business).language == "en"
    crm.close()


@pytest.mark.parametrize(
    "name",
    ["lock prices.xlsx", "base.db notes.txt", "drafts.db.docx", "files/my contract.docx",
     "backups/old list.xlsx"],
)  # fmt: skip
def test_a_file_that_only_begins_like_ours_stays(demo: Crm, name: str) -> None:
    demo.close()
    mine = opening.demo_folder() / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_bytes(b"mine")
    left = demos.remove_demo()
    assert [one.name for one in left] == [name.split("/", maxsplit=1)[0]]
    assert [one for one in opening.demo_folder().rglob("*") if one.is_file()] == [mine]
