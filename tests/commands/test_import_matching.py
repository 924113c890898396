"""Rows that mean clients who are there: by which keys, what is done, what is told of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from crm_desktop.commands import clients, employees, imports
from crm_desktop.commands.imports import ImportResult
from crm_desktop.crm import Crm
from crm_desktop.domain.clients import ClientDraft, PointDraft, PointKind
from crm_desktop.domain.imports import ImportPlan, Mode, OnMatch, Verdict
from crm_desktop.queries import clients as client_queries
from crm_desktop.queries import employees as employee_queries
from crm_desktop.queries import imports as looks
from crm_desktop.queries.clients import ClientCard

HEAD = "Компания;Контактное лицо;Должность;Телефон;ИНН;КПП;Город;Комментарий;Теги;Сайт\n"


def _plan(crm: Crm, folder: Path, text: str, **choices: Any) -> tuple[Any, ImportPlan]:
    """A list looked at, and judged with what was chosen."""
    path = folder / "список.csv"
    path.write_text(text, "utf-8")
    staged = crm.ask(looks.stage_file, str(path), str(folder / "staging"))
    preview = crm.ask(looks.preview, staged, path.name)
    plan = replace(preview.plan, **choices)
    return crm.ask(looks.judged, preview, plan), plan


def _loaded(crm: Crm, folder: Path, text: str, **choices: Any) -> ImportResult:
    """The list brought in: what was foreseen is what came."""
    preview, plan = _plan(crm, folder, text, **choices)
    result = crm.do(imports.clients, plan).value
    assert result.tally == preview.tally
    assert result.cells == preview.cells
    assert set(result.untaken) == set(preview.untaken)
    cells = result.cells
    parts = (cells.stored, cells.kept, cells.problems, cells.ignored, cells.aside)
    assert sum(parts) == cells.filled
    assert min(parts) >= 0
    return result


def _add(crm: Crm, name: str, phone: str = "", **texts: Any) -> None:
    points = (PointDraft(PointKind.PHONE, phone),) if phone else ()
    crm.do(clients.add, ClientDraft(name=name, points=points, **texts))


def _cards(crm: Crm) -> dict[str, ClientCard]:
    return {card.name: card for card in crm.ask(client_queries.dump)}


def test_people_of_one_firm_stand_inside_it_each_with_a_phone(crm: Crm, tmp_path: Path) -> None:
    rows = (
        "ООО «Мир»;Иванов Пётр;директор;8 916 111-11-11;;;Тула;;;\n"
        'ООО "МИР";Сидорова Анна;бухгалтер;8 916 222-22-22;;;;;;\n'
        "ООО «Мир»;Сидорова Анна;;8 916 333-33-33;;;;;;\n"
        "ООО «Луч»;Орлов Олег;;8 916 444-44-44;;;;;;\n"
        "ООО «Луч»;;;8 916 555-55-55;;;;;;\n"
    )
    assert _loaded(crm, tmp_path, HEAD + rows).tally.created == 3
    cards = _cards(crm)
    inside = {
        one.name: (one.position, [p.normal for p in one.points])
        for one in cards["ООО «Мир»"].contacts
    }
    assert inside == {
        "Иванов Пётр": ("директор", ["+79161111111"]),
        "Сидорова Анна": ("бухгалтер", ["+79162222222", "+79163333333"]),
    }
    # A firm with one person keeps its number; one more branch without a person is another client.
    branch = next(c for c in crm.ask(client_queries.dump) if c.contacts[:1] and "Луч" in c.name)
    assert [p.normal for p in branch.points] == ["+79164444444"]
    again = _loaded(crm, tmp_path, HEAD + rows)
    assert (again.created, again.updated, again.skipped) == (0, 0, 5)


def test_firms_of_one_name_with_numbers_of_their_own_stay_two(crm: Crm, tmp_path: Path) -> None:
    rows = (
        "ООО «Мир»;Иванов Пётр;;;7707083893;;;;;\nООО «Мир»;Орлов Олег;;;7736050003;;;;;\n"
        "ООО «Мир»;Сомов Егор;;;;;;;;\n"
    )
    assert _loaded(crm, tmp_path, HEAD + rows).tally.created == 2


def test_a_person_of_a_firm_that_is_there(crm: Crm, tmp_path: Path) -> None:
    _loaded(crm, tmp_path, HEAD + "ООО «Мир»;Иванов Пётр;;8 916 111-11-11;;;;;;\n")
    more = HEAD + "ООО «Мир»;Орлов Олег;мастер;;;;;;;\n"
    assert _loaded(crm, tmp_path, more).tally.updated == 1
    assert [c.name for c in _cards(crm)["ООО «Мир»"].contacts] == ["Иванов Пётр", "Орлов Олег"]
    assert _loaded(crm, tmp_path, more).tally.skipped == 1


def test_what_was_not_taken_over_is_told(crm: Crm, tmp_path: Path) -> None:
    _add(crm, "Анна", "8 916 111-11-11", city="Тула", comment="Добрая")
    row = "Анна Петровна;;;8 916 111-11-11;;;Орёл;Звонить утром;опт;a.ru\n"
    done = _loaded(crm, tmp_path, HEAD + row)
    assert (done.updated, done.cells.problems) == (1, 2)
    said = {(fault.code, fault.text) for fault in done.untaken}
    assert said == {("import.cell-not-taken", "Орёл"), ("import.cell-not-taken", "Анна Петровна")}
    card = _cards(crm)["Анна"]
    assert (card.city, card.comment, card.tags) == ("Тула", "Добрая\nЗвонить утром", ("опт",))
    left = _loaded(crm, tmp_path, HEAD + row, on_match=OnMatch.SKIP)
    assert [(f.column, f.code, f.text) for f in left.untaken] == [
        (-1, "import.row-not-taken", "Анна")
    ]
    over = _loaded(crm, tmp_path, HEAD + row, on_match=OnMatch.OVERWRITE)
    assert (over.untaken, over.cells.problems) == ((), 0)
    assert _cards(crm)["Анна Петровна"].city == "Орёл"
    same = _loaded(crm, tmp_path, HEAD + row, on_match=OnMatch.SKIP)
    assert (same.skipped, same.untaken, same.cells.problems) == (1, (), 0)


def test_modes(crm: Crm, tmp_path: Path) -> None:
    _add(crm, "Анна", "8 916 111-11-11")
    rows = (
        "Анна;;;8 916 111-11-11;;;Тула;;;\nОлег;;;8 916 222-22-22;;;Орёл;;;\n"
        "Олег;;;8 916 222-22-22;;;;;;oleg.ru\n"
    )
    only_present = _loaded(crm, tmp_path, HEAD + rows, mode=Mode.UPDATE)
    assert (only_present.created, only_present.updated, only_present.skipped) == (0, 1, 2)
    assert [fault.code for fault in only_present.untaken] == ["import.row-unknown"] * 2
    crm.undo()
    only_new = _loaded(crm, tmp_path, HEAD + rows, mode=Mode.CREATE)
    assert (only_new.created, only_new.updated, only_new.skipped) == (1, 1, 1)
    assert [fault.code for fault in only_new.untaken] == ["import.row-not-taken"]
    cards = _cards(crm)
    assert (cards["Анна"].city, cards["Олег"].city) == ("", "Орёл")
    assert [p.value for p in cards["Олег"].points][1:] == ["oleg.ru"]


def test_each_met_client_is_decided_upon(crm: Crm, tmp_path: Path) -> None:
    for number in range(3):
        _add(crm, f"Клиент {number}", f"8 916 111-11-1{number}", city="Тула")
    rows = "".join(f"Клиент {n};;;8 916 111-11-1{n};;;Орёл;;;a{n}.ru\n" for n in range(3))
    decisions = {2: OnMatch.FILL, 3: OnMatch.OVERWRITE}
    done = _loaded(crm, tmp_path, HEAD + rows, on_match=OnMatch.ASK, decisions=decisions)
    assert (done.updated, done.skipped) == (2, 1)
    cards = _cards(crm)
    found = [(cards[f"Клиент {n}"].city, len(cards[f"Клиент {n}"].points)) for n in range(3)]
    assert found == [("Тула", 1), ("Тула", 2), ("Орёл", 2)]


def test_keys_of_several_fields(crm: Crm, tmp_path: Path) -> None:
    for kpp, city in (("770701001", "Москва"), ("710701001", "Тула")):
        _add(crm, "ООО «Сеть»", inn="7707083893", kpp=kpp, city=city)
    row = "ООО «Сеть»;;;8 916 111-11-11;7707083893;710701001;тула;;;\n"
    preview, _plan_of = _plan(crm, tmp_path, HEAD + row, match=("inn+kpp",))
    assert preview.judged.rows[Verdict.CHANGED]
    assert _loaded(crm, tmp_path, HEAD + row, match=("name+city",)).updated == 1
    found = {c.city: len(c.points) for c in crm.ask(client_queries.dump)}
    assert found == {"Москва": 0, "Тула": 1}
    other = "ООО «Сеть»;;;8 916 111-11-11;7707083893;500701001;Клин;;;\n"
    assert _loaded(crm, tmp_path, HEAD + other, match=("inn+kpp", "name+city")).created == 1
    assert _loaded(crm, tmp_path, HEAD + other, match=("name+phone",)).skipped == 1


def test_a_birthday_beside_a_company_is_that_of_the_person_inside(crm: Crm, tmp_path: Path) -> None:
    head = "Компания;Контактное лицо;Телефон;День рождения\n"
    first = head + (
        "ООО «Мир»;Иванов Пётр;8 916 111-11-11;14.02.1979\n"
        "ООО «Луч»;Орлов Олег;8 916 222-22-22;\n"
        ";Ким Анна;8 916 333-33-33;01.03.1990\n"
    )
    assert _loaded(crm, tmp_path, first).tally.created == 3

    def born() -> dict[str, tuple[object, list[object]]]:
        return {
            name: (card.birthday and str(card.birthday), [str(c.birthday) for c in card.contacts])
            for name, card in _cards(crm).items()
        }

    assert born() == {
        "ООО «Мир»": (None, ["1979-02-14"]),
        "ООО «Луч»": (None, ["None"]),
        "Ким Анна": ("1990-03-01", []),
    }
    again = _loaded(crm, tmp_path, first)
    assert (again.created, again.updated, again.skipped) == (0, 0, 3)
    more = head + (
        "ООО «Луч»;Орлов Олег;8 916 222-22-22;02.05.1980\n"
        "ООО «Мир»;Иванов Пётр;8 916 111-11-11;15.02.1979\n"
    )
    result = _loaded(crm, tmp_path, more)
    assert (result.updated, result.skipped) == (1, 1)
    assert [fault.text for fault in result.untaken] == ["1979-02-15"]
    assert born()["ООО «Луч»"] == (None, ["1980-05-02"])
    assert born()["ООО «Мир»"] == (None, ["1979-02-14"])


def test_employees_beside_new_clients_answer_for_them(crm: Crm, tmp_path: Path) -> None:
    olga = crm.do(employees.add, "Ольга Ёжикова").value
    me = next(one.id for one in crm.ask(employee_queries.listing) if one.id != olga)

    def owners() -> dict[str, int]:
        with crm.database.read() as connection:
            return dict(connection.exec_driver_sql("SELECT name, owner_id FROM client").all())

    rows = (
        "Клиент;Телефон;Ответственный\n"
        "Ким Анна;8 916 111-11-11;ежикова ольга\n"
        "Ким Олег;8 916 222-22-22;Марина\n"
        "Ким Пётр;8 916 333-33-33;\n"
    )
    assert _loaded(crm, tmp_path, rows).tally.created == 3
    assert owners() == {"Ким Анна": olga, "Ким Олег": me, "Ким Пётр": me}
    assert _cards(crm)["Ким Олег"].comment == "Ответственный: Марина"
    # Whoever is there keeps who answers for him.
    again = _loaded(crm, tmp_path, rows.replace("Марина", "Ольга"), tag="ещё")
    assert again.tally.created == 0
    assert owners()["Ким Олег"] == me
