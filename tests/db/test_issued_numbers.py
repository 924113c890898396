"""Issued numbers are remembered outside the base: no restore gives one out twice."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crm_desktop.commands import clients, documents, numbering, organisations
from crm_desktop.crm import Crm, Done
from crm_desktop.db import restore
from crm_desktop.domain.documents import DocumentDraft, LineDraft, VatMode
from crm_desktop.domain.issued_numbers import Series
from crm_desktop.domain.numbering import Pattern, counted
from crm_desktop.domain.problems import Refused
from crm_desktop.queries import numbering as asked
from crm_desktop.words.codes import problem_text
from tests.db.test_restore import no_step
from tests.fixtures import ORGANISATION, a_client

YEAR = 2026


def issue(crm: Crm, organisation: int | None = None, year: int = YEAR) -> Done[str]:
    """Draft a paper for the first client and issue it."""
    draft = DocumentDraft(
        client_id=1,
        organisation_id=organisation,
        date=date(year, 11, 21),
        vat_mode=VatMode.INCLUDED,
        lines=(LineDraft("Окно", 2000, "шт", 610_0000, 0, "standard"),),
    )
    return crm.do(documents.issue, crm.do(documents.create, draft).value)


@pytest.fixture
def copy(base: Path) -> Path:
    """A copy with an own firm, a client and one issued paper; the base has issued three."""
    crm = Crm(base)
    crm.do(organisations.save, ORGANISATION)
    crm.do(clients.add, a_client("Покупатель"))
    assert issue(crm).value == "1"
    made = crm.make_copy().copy.path
    assert [issue(crm).value, issue(crm).value] == ["2", "3"]
    crm.close()
    return made


def test_issue_three_restore_the_older_copy_issue(base: Path, copy: Path) -> None:
    restore.restore(base, copy, no_step)
    crm = Crm(base)
    assert crm.ask(asked.series, 1, "invoice", YEAR).next_number == 4
    done = issue(crm)
    assert done.value == "4"
    (notice,) = done.notices
    assert notice.code == "document.numbers-skipped"
    assert dict(notice.params) == {"first": "2", "last": "3", "number": "4"}
    assert "2 to 3 were given out before" in problem_text(notice)
    # Said once: the next one goes on as usual.
    again = issue(crm)
    assert (again.value, again.notices) == ("5", ())
    crm.close()


def test_a_single_number_is_said_as_one(base: Path, copy: Path) -> None:
    crm = Crm(base)
    third = crm.make_copy().copy.path
    issue(crm)
    crm.restore(third)
    (notice,) = issue(crm).notices
    assert problem_text(notice).startswith("The number is 5: 4 was given out before")
    crm.close()


def test_back_again_nothing_is_skipped(base: Path, copy: Path) -> None:
    crm = Crm(base)
    done = crm.restore(copy)
    assert done.kept is not None
    crm.restore(done.kept)
    issued = issue(crm)
    assert (issued.value, issued.notices) == ("4", ())
    crm.close()


def test_a_base_put_back_by_hand(base: Path, copy: Path) -> None:
    """Somebody copies a file over the base: the marks beside it know."""
    (base / "base.db").write_bytes(copy.read_bytes())
    crm = Crm(base)
    assert issue(crm).value == "4"
    crm.close()


def test_a_lost_write_is_caught_up_at_the_next_start(base: Path, copy: Path) -> None:
    (base / "numbers.json").unlink()
    Crm(base).close()
    restore.restore(base, copy, no_step)
    crm = Crm(base)
    assert issue(crm).value == "4"
    crm.close()


def test_a_lost_write_is_caught_up_even_if_the_restore_comes_first(base: Path, copy: Path) -> None:
    crm = Crm(base)
    (base / "numbers.json").unlink()
    crm.restore(copy)
    assert issue(crm).value == "4"
    crm.close()


def test_marks_that_cannot_be_read_are_set_aside(base: Path, copy: Path) -> None:
    (base / "numbers.json").write_text("{ half", "utf-8")
    crm = Crm(base)
    assert issue(crm).value == "4"
    crm.close()
    assert (base / "numbers.damaged.json").read_text("utf-8") == "{ half"
    assert json.loads((base / "numbers.json").read_text("utf-8"))["bases"]


def test_each_year_and_each_firm_has_numbers_of_its_own(base: Path, copy: Path) -> None:
    restore.restore(base, copy, no_step)
    crm = Crm(base)
    other = replace(ORGANISATION, name="ИП Ёжиков", inn="500100732259", kpp="")
    second = crm.do(organisations.save, other).value
    assert (issue(crm, second).value, issue(crm, year=2027).value) == ("1", "1")
    assert issue(crm).value == "4"
    crm.close()


def test_a_counter_set_back_on_purpose_is_not_skipped(base: Path, copy: Path) -> None:
    """What the base still knows is no reason to skip."""
    crm = Crm(base)
    crm.do(documents.number_from, 1, "invoice", YEAR, 1000)
    assert issue(crm).value == "1000"
    crm.do(documents.number_from, 1, "invoice", YEAR, 118)
    done = issue(crm)
    assert (done.value, done.notices) == ("118", ())
    crm.close()


def test_a_firm_is_told_by_its_inn_and_else_by_id_or_name() -> None:
    mine = Series(1, "7701000001", "Ромашка", "invoice", YEAR)
    assert mine.is_of(replace(mine, organisation=7, name="Ромашка+"))
    assert not mine.is_of(replace(mine, inn="7702000000"))
    nameless = replace(mine, inn="")
    assert mine.is_of(replace(nameless, name="Другое"))
    assert mine.is_of(replace(nameless, organisation=7, name="РОМАШКА"))
    assert not mine.is_of(replace(nameless, organisation=7, name="Другое"))
    assert not mine.is_of(replace(mine, year=2027))
    assert not mine.is_of(replace(mine, kind="act"))


@pytest.mark.parametrize(
    ("pattern", "number", "count"),
    [
        (Pattern(), "17", 17),
        (Pattern("А-"), "А-17", 17),
        (Pattern("А-", 5), "А-00017", 17),
        (Pattern("{ГГГГ}"), "202617", 17),
        (Pattern("{ГГ}/", 4), "26/0017", 17),
        (Pattern("Б2-"), "А-17", 17),
        (Pattern(), "17-А", 0),
        (Pattern(), "", 0),
        (Pattern(), "9" * 30, 0),
    ],
)
def test_what_a_number_counts(pattern: Pattern, number: str, count: int) -> None:
    assert counted(pattern, number, YEAR) == count


def test_numbers_with_a_prefix_that_never_begin_anew(base: Path, copy: Path) -> None:
    crm = Crm(base)
    crm.do(numbering.save, 1, "invoice", Pattern("А-", 4, yearly=False), YEAR, 100)
    kept = crm.make_copy().copy.path
    assert [issue(crm, year=year).value for year in (2026, 2027)] == ["А-0100", "А-0101"]
    crm.restore(kept)
    assert crm.ask(asked.series, 1, "invoice", YEAR).example == "А-0102"
    done = issue(crm)
    assert done.value == "А-0102"
    assert "А-0100 to А-0101 were given out before" in problem_text(done.notices[0])
    crm.close()


def test_a_new_computer_restores_from_the_stick_and_goes_on(
    base: Path, copy: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    (stick / "files" / "ab").mkdir(parents=True)
    (stick / "files" / "ab" / "logo").write_bytes(b"logo")
    shutil.copy(copy, stick)
    shutil.copy(base / "numbers.json", stick)
    new = tmp_path / "new computer"
    restore.restore(new, stick / copy.name, no_step)
    assert (new / "files" / "ab" / "logo").read_bytes() == b"logo"
    crm = Crm(new)
    assert issue(crm).value == "4"
    crm.close()


def test_a_passing_read_error_forgets_no_mark(
    base: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore.restore(base, copy, no_step)
    crm = Crm(base)
    real = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.name == "numbers.json":
            raise PermissionError
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", held)
        with pytest.raises(Refused):
            issue(crm)
    assert sorted(one.name for one in base.glob("numbers*")) == ["numbers.json"]
    assert issue(crm).value == "4"
    crm.close()
