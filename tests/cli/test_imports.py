"""`import` with words of its own: columns, defaults and keys that are right, and that are not."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from crm_desktop.commands import client_fields, clients
from crm_desktop.crm import Crm
from crm_desktop.words import formats
from tests.cli.conftest import Tell
from tests.fixtures import a_client
from tests.round_trips import edited, sent_out

LIST = "Имя;Телефон;Где\nИванов;8 916 123-45-67;Тула\nПетров;8 916 123-45-68;Орёл\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "клиенты.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_a_column_is_named_by_title_or_number_and_rows_have_something_in_common(
    tell: Tell, base: Path, file: Path
) -> None:
    said = tell(
        "--base", base, "import", file, "--map", "Где=city", "--map", "0=name",
        "--default", "source=Выставка", "--default", "birthday=1990-02-28", "--json",
        "--default", "status=Новый", "--default", "tags=опт; VIP",
    )  # fmt: skip
    assert (said.code, said.data["rows"]["created"]) == (0, 2)
    cards = tell("--base", base, "clients", "dump", "--json").rows
    assert [(one["city"], one["source"], one["birthday"]) for one in cards] == [
        ("Тула", "Выставка", "1990-02-28"),
        ("Орёл", "Выставка", "1990-02-28"),
    ]
    assert {(one["status"], *one["tags"]) for one in cards} == {("Новый", "опт", "VIP")}
    # What all rows are given takes the spelling in use, though the list has no column of it.
    other = "Имя;Телефон\nСидоров;8 916 123-45-69\n"
    said = tell(
        "--base", base, "import", "-", "--default", "source=выставка", "--default", "status=НОВЫЙ",
        "--tag", "vip", given=other,
    )  # fmt: skip
    (card,) = tell("--base", base, "clients", "dump", "--json").rows[2:]
    assert (card["source"], card["status"], card["tags"]) == ("Выставка", "Новый", ["VIP"])


@pytest.mark.parametrize(
    ("asked", "code", "named"),
    [
        (["--default", "nosuch=1"], "json.not-one-of", "city"),
        (["--default", "birthday=abc"], "import.default-unreadable", "abc"),
        (["--default", "responsible=Никто"], "import.default-unreadable", "Никто"),
        (["--default", "source"], "import.not-a-pair", ""),
        (["--map", "Нет такого=city"], "import.no-such-column", "Нет такого"),
        (["--map", "7=city"], "import.no-such-column", "7"),
        (["--map", "Где=nosuch"], "json.not-one-of", "city"),
        (["--match", "phone,shoe"], "json.not-one-of", "external_id"),
        (["--sheet", "Лист 7"], "import.no-such-sheet", "Лист 7"),
        (["--order", "Где=week"], "json.not-one-of", "month"),
        (["--order", "Когда=day"], "import.no-such-column", "Когда"),
        (["--edit", "9,Телефон=1"], "import.no-such-row", "9"),
        (["--edit", "1,Почта=1"], "import.no-such-column", "Почта"),
        (["--decide", "0=skip"], "import.no-such-row", "0"),
        (["--decide", "1=maybe"], "json.not-one-of", "overwrite"),
    ],
)
@pytest.mark.parametrize("preview", [True, False])
def test_a_wrong_word_is_named_and_nothing_is_loaded(
    tell: Tell, base: Path, file: Path, asked: list[str], code: str, named: str, preview: bool
) -> None:
    look = ["--preview"] if preview else []
    said = tell("--base", base, "import", file, *asked, *look, "--json")
    assert said.code == 1
    assert said.data["refused"]["code"] == code
    assert named in str(said.data["refused"])
    assert tell("--base", base, "clients", "dump", "--json").rows == []


def test_what_was_foreseen_is_told_in_the_words_of_what_came(
    tell: Tell, base: Path, file: Path
) -> None:
    seen = tell("--base", base, "--language", "en", "import", file, "--preview").out
    done = tell("--base", base, "--language", "en", "import", file).out
    counts = "Rows: 2; new 2, changed 0, already there 0, "
    assert seen.splitlines()[0] == counts + "will not be loaded 0."
    assert done.splitlines()[0] == counts + "not loaded 0."
    cells = "9 filled cells: 4 in fields, 2 in comments, 3 outside the rows of the list."
    assert seen.splitlines()[1] == done.splitlines()[1] == cells


def test_a_list_of_this_base_comes_back_as_changes(tell: Tell, base: Path, tmp_path: Path) -> None:
    crm = Crm(base)
    anna = crm.do(clients.add, a_client("Иванова Анна", "8 916 123-45-67", city="Москва")).value
    file = sent_out(crm, tmp_path / "клиенты.xlsx", ("name", "city", "comment"))
    edited(file, lambda _row: {"City": "Казань", "Comment": "опт"})
    crm.do(client_fields.set_fields, anna, {"city": "Пермь"})
    crm.close()
    looked = tell("--base", base, "import", file, "--preview", "--json").data
    assert (looked["kind"], looked["rows"]["read"], looked["operation"]) == ("round-trip", 1, None)
    assert [(one["field"], one["old"], one["new"]) for one in looked["changes"]] == [
        ("comment", "", "опт")
    ]
    assert [(one["field"], one["new"], one["now"]) for one in looked["conflicts"]] == [
        ("city", "Казань", "Пермь")
    ]
    done = tell("--base", base, "import", file, "--json").data
    assert done["done"] == {"cells": 1, "clients": 1, "added": 0}
    shown = tell("--base", base, "clients", "dump", "--json").rows
    assert [(one["city"], one["comment"]) for one in shown] == [("Пермь", "опт")]
    taken = tell("--base", base, "import", file, "--conflicts", "file", "--json").data
    assert taken["done"] == {"cells": 1, "clients": 1, "added": 0}
    shown = tell("--base", base, "clients", "dump", "--json").rows
    assert [one["city"] for one in shown] == ["Казань"]


def test_how_a_list_was_brought_in_is_remembered_under_a_name(
    tell: Tell, base: Path, file: Path
) -> None:
    first = tell(
        "--base", base, "import", file, "--map", "Где=source", "--tag", "Выставка",
        "--profile", "Выставка", "--json",
    )  # fmt: skip
    assert first.data["profile"] is None
    file.write_text("Где;Имя;Телефон\nЯрмарка;Громов;8 916 123-45-69\n", "utf-8")
    again = tell("--base", base, "import", file, "--profile", "выставка", "--json")
    assert again.data["profile"] == {"name": "Выставка", "import": None}
    cards = {one["name"]: one for one in tell("--base", base, "clients", "dump", "--json").rows}
    assert (cards["Громов"]["source"], cards["Громов"]["tags"]) == ("Ярмарка", ["Выставка"])
    plain = tell("--base", base, "import", file, "--preview", "--json")
    assert plain.data["profile"] is None


def test_a_book_under_a_password(tell: Tell, base: Path, tmp_path: Path) -> None:
    memory, file = io.BytesIO(), tmp_path / "клиенты.xlsx"
    with xlsxwriter.Workbook(memory) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ("Имя", "Телефон"))
        sheet.write_row(1, 0, ("Громов", "8 916 123-45-69"))
    with file.open("wb") as target:
        OOXMLFile(memory).encrypt("тайна", target)
    for given, code in (((), "file.password"), (("--password", "Тайна"), "file.wrong-password")):
        for verb in ("import", "import-values"):
            said = tell("--base", base, verb, file, *given, "--json")
            assert (said.code, said.data["refused"]["code"]) == (1, code)
    cells = tell("--base", base, "import-values", file, "--password", "тайна", "--json").rows
    assert ("full_name", "Громов") in [(one["field"], one["value"]) for one in cells]
    done = tell("--base", base, "import", file, "--password", "тайна", "--json")
    assert done.data["rows"]["created"] == 1


def test_dates_cells_and_rows_are_decided_by_hand(tell: Tell, base: Path, tmp_path: Path) -> None:
    given = "Имя;Телефон;День рождения\nИванов;8 916 123-45-67;03.04.1990\nПетров;нет тел;\n"
    path = tmp_path / "мой список.csv"
    path.write_text(given, "utf-8")
    cells = ["--order", "День рождения=month", "--edit", "2,Телефон=8 916 123-45-68"]
    said = tell("--base", base, "import", path, *cells, "--verdicts", "--json")
    assert (said.code, said.data["verdicts"]["new"]) == (0, [1, 2])
    cards = tell("--base", base, "clients", "dump").rows
    assert cards[0]["birthday"] == "1990-03-04"
    assert cards[1]["phones"][0]["normal"] == "+79161234568"
    path.write_text(given.replace("Иванов", "Сидоров").replace("нет тел", "89161234568"), "utf-8")
    asked = tell("--base", base, "import", path, "--on-match", "ask", "--verdicts", "--preview",
                 "--json").data  # fmt: skip
    assert asked["verdicts"]["asked"] == [1]
    assert [one["file"] for one in asked["before"]] == []
    assert asked["earlier"]["file"] == "мой список.csv"
    done = tell("--base", base, "import", path, "--decide", "1=overwrite", "--json")
    assert done.data["rows"]["updated"] == 1
    assert tell("--base", base, "clients", "show", 1, "--json").data["name"] == "Сидоров"


def test_standard_input_and_several_files_each_an_import_of_its_own(
    tell: Tell, base: Path, file: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "пустой.csv"
    empty.touch()
    piped = tell("--base", base, "import", "-", "--json", given=LIST)
    assert (piped.code, piped.data["rows"]["created"]) == (0, 2)
    assert piped.data["file"] == "standard input"
    cells = tell("--base", base, "import-values", "-", "--json", given=LIST).rows
    assert cells[1]["value"] == [{"normal": "+79161234567", "ext": None}]
    other = tmp_path / "ещё.csv"
    other.write_text("Имя;Телефон\nЁлкин;8 916 123-45-69\n", "utf-8")
    said = tell("--base", base, "import", file, empty, other, "--json")
    assert said.code == 1
    assert "пустой.csv" in said.err
    first, refused, last = said.rows
    assert (first["rows"]["skipped"], last["rows"]["created"]) == (2, 1)
    assert (refused["file"], refused["refused"]["untouched"]) == ("пустой.csv", True)
    words = tell("--base", base, "import", file, other, "--preview").out
    assert [line for line in words.splitlines() if line.endswith(".csv:")] == [
        "клиенты.csv:",
        "ещё.csv:",
    ]
    for path, told in ((tmp_path, "file.a-folder"), (tmp_path / "нет.csv", "file.not-found")):
        asked = tell("--base", base, "import", path, "--json").data["refused"]
        assert (asked["code"], asked["text"].count("Nothing was")) == (told, 1)
    both = tell("--base", base, "import", file, other, "--failed", tmp_path / "x.xlsx", "--json")
    assert (both.code, both.data["refused"]["code"]) == (1, "import.of-one-file")


def test_failed_rows_go_out_come_back_and_never_over_another_file(
    tell: Tell, base: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "список.csv", tmp_path / "не вошли.xlsx"
    path.write_text("Имя;Телефон;Где\n;;Тула\nПетров;8 916 123-45-68;Орёл\n", "utf-8")
    out.write_text("моё", "utf-8")
    bring = ("--base", base, "import", path, "--json", "--failed")
    said = tell(*bring, out)
    assert (said.code, said.data["refused"]["code"]) == (1, "file.exists")
    said = tell(*bring, tmp_path / "нет" / "x.xlsx")
    assert (said.code, said.data["refused"]["code"]) == (1, "file.no-folder")
    assert tell("--base", base, "clients", "dump").out == ""
    said = tell(*bring, out, "--overwrite")
    assert (said.code, said.data["failed_file"]) == (0, str(out))
    run = said.data["import"]
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert rows[1][2] == "Тула"
    edit = ["--edit", "1,Имя=Иванов", "--edit", "1,Телефон=8 916 123-45-67"]
    back = tell("--base", base, "import", out, *edit, "--json")
    assert (back.code, back.data["rows"]["created"]) == (0, 1)
    assert back.data["profile"]["import"] == run
    path.write_text(LIST, "utf-8")
    clean = tell(*bring, tmp_path / "без ошибок.xlsx")
    assert (clean.code, clean.data["failed_file"]) == (0, None)
    assert not (tmp_path / "без ошибок.xlsx").exists()


def test_past_imports_are_told_and_taken_back(tell: Tell, base: Path, file: Path) -> None:
    tell("--base", base, "import", file, "--profile", "агент", "--json")
    file.write_text(LIST.replace("Петров;8 916 123-45-68;Орёл\n", "Ёлкин;89161234569;\n"), "utf-8")
    second = tell("--base", base, "import", file, "--profile", "агент", "--json").data
    (missing,) = second["missing"]
    runs = tell("--base", base, "imports", "list", "--json").rows
    assert [one["created"] for one in runs] == [1, 2]
    assert runs[0]["until"] > runs[0]["at"]
    told = tell("--base", base, "imports", "list").out.splitlines()
    assert "Can be taken back until" in told[0]
    assert formats.date_time(runs[0]["at"], "en") in told[1]
    assert told[1].endswith(f"undo {runs[0]['operation']}")
    gone = tell("--base", base, "imports", "clients", runs[0]["id"], "--part", "missing", "--json")
    assert gone.rows == [{"id": missing, "name": "Петров"}]
    operation = runs[0]["operation"]
    ahead = tell("--base", base, "undo", operation, "--preview", "--json").data
    assert ahead["goes"]["client"] == 1
    assert tell("--base", base, "undo", "--preview", "--json").data["operation"] == operation
    tell("--base", base, "undo", operation)
    assert len(tell("--base", base, "clients", "dump").rows) == 2
    profiles = tell("--base", base, "imports", "profiles", "--json").rows
    assert [one["name"] for one in profiles] == ["агент"]
    assert tell("--base", base, "imports", "forget", "Агент").code == 0
    again = tell("--base", base, "imports", "forget", "Агент", "--json")
    assert again.data["refused"]["code"] == "import-profile.none-of-this-name"
    unknown = tell("--base", base, "undo", 999, "--preview", "--json")
    assert unknown.data["refused"]["code"] == "undo.no-such-operation"


def test_a_way_of_contact_in_the_column_of_the_other_kind_is_no_doubt(
    tell: Tell, base: Path
) -> None:
    text = "Имя;Почта;Телефон\nАнна;8 916 123-45-67;a@b.ru\nОлег;o@b.ru;8 916 123-45-68 x@b.ru\n"
    text += "Ян;y@b.ru;8 916 123-45-69\nЛев;l@b.ru;8 916 123-45-60\n"
    cells = tell("--base", base, "import-values", "-", "--json", given=text).rows
    phone = {"normal": "+79161234567", "ext": None}
    assert [(one["value"], one["problem"]) for one in cells if one["column"]][:4] == [
        ({"phone": [phone]}, None),
        ({"email": ["a@b.ru"]}, None),
        (["o@b.ru"], None),
        ([phone | {"normal": "+79161234568"}], None),
    ]
