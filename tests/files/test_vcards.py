"""Contact cards: real ones, those of Russian phones, random ones of three versions, broken ones."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.commands import imports as commands
from crm_desktop.crm import Crm
from crm_desktop.domain.importing.vcards import Table
from crm_desktop.domain.imports import OnMatch
from crm_desktop.domain.settings import Business
from crm_desktop.files import vcards
from crm_desktop.opening import make_base
from crm_desktop.queries import attachments, clients, imports
from crm_desktop.ui.imports.preview_words import summary
from tests.real_score.asking import ask
from tests.vcards.writing import Person, someone, written

ANDROID = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=\r\n"
    "=D0=B2=D0=B0=D0=BD;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=20=D0=98=D0=B2=\r\n"
    "=D0=B0=D0=BD=D0=BE=D0=B2\r\n"
    "TEL;CELL;PREF:+79161234567\r\nTEL;X-Склад:84951112233\r\nTEL;CELL:8-903-000-11-22\r\n"
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Ваня;1;;;;;;;;;;;;;\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/\r\n 2wBDAAEBAQEB\r\n\r\n"
    "END:VCARD\r\n"
)
IPHONE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.0//RU\r\n"
    "N:Петрова;Анна;Сергеевна;;\r\nFN:Анна Сергеевна Петрова\r\n"
    "ORG:ООО «Ромашка\\, цветы»;Отдел продаж\r\nTITLE:Директор\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+7 916 765-43-21\r\n"
    "item1.TEL:+7 495 111-22-33\r\nitem1.X-ABLabel:Бухгалтерия\r\n"
    "item2.TEL:+7 495 111-22-44\r\nitem2.X-ABLabel:_$!<WorkFAX>!$_\r\n"
    "item3.URL;type=pref:https\\://t.me/romashka\r\nitem3.X-ABLabel:_$!<HomePage>!$_\r\n"
    "item4.ADR;type=WORK;type=pref:;;ул. Ленина\\, 5;Москва;;101000;Россия\r\n"
    "NOTE:Звонить после 11:00\\;\\nлюбит розы\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604;value=date:1604-03-08\r\nEND:VCARD\r\n"
)
OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=ru;CHARSET=windows-1251:Сидоров;Пётр\r\n"
    "FN;CHARSET=windows-1251:Сидоров Пётр\r\nORG;CHARSET=windows-1251:Завод\r\n"
    "TEL;WORK;VOICE:(495) 123-45-67\r\nADR;WORK;PREF;CHARSET=windows-1251:;;Лесная, 1;Тула\r\n"
    "NOTE;CHARSET=windows-1251:без конца"
).encode("cp1251")
GOOGLE = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Кафе Уют\nORG:Кафе Уют\nEMAIL;TYPE=INTERNET:a@example.com\n"
    "EMAIL;TYPE=INTERNET:b@example.com\nCATEGORIES:myContacts,Опт\nUID:77\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Любимые\n"
    "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:77\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"
)
FOURTH = (
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Олег\r\nTEL;VALUE=uri;TYPE="voice,cell":tel:+7-916-000-00-01\r\n'
    "TEL;VALUE=uri;TYPE=work:tel:+74950000002;ext=12\r\nBDAY:--0405\r\nIMPP:tg:oleg\r\n"
    "X-MESSENGER:vk.com/oleg\r\nX-UNHEARD-OF;TYPE=HOME:что-то\r\nEND:VCARD\r\n"
)  # fmt: skip


def read(folder: Path, content: bytes | str) -> Table:
    file = folder / "cards.vcf"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return vcards.read(file)[0]


def told(table: Table, row: int = 0) -> dict[str, list[str]]:
    """What a row says by fields; of remarks by their labels."""
    found: dict[str, list[str]] = {}
    for (field, label), text in zip(table.columns, table.rows[row], strict=True):
        if text is not None:
            found.setdefault(label or field, []).append(text)
    return found


def test_what_apple_writes_of_years_and_firms(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Такси\r\nORG:Такси;\r\n{}\r\nEND:VCARD\r\n"
    born = told(read(tmp_path, card.format("BDAY;value=date:1604-03-08")))
    assert (born["BDAY"], "birthday" in born) == (["08.03"], False)
    firm = told(read(tmp_path, card.format("X-ABShowAs:COMPANY")))
    assert firm["kind"] == ["company"]
    assert "kind" not in told(read(tmp_path, card.format("X-ABShowAs:PERSON")))


def test_cards_of_phones_and_mail_programs(tmp_path: Path) -> None:
    android = read(tmp_path, ANDROID)
    assert told(android) == {
        "full_name": ["Иван Иванов"],
        "last_name": ["Иванов"],
        "first_name": ["Иван"],
        "phone_mobile": ["+79161234567", "8-903-000-11-22"],
        "phone": ["84951112233"],
        "NICKNAME": ["Ваня"],
    }
    assert android.photos == 1
    iphone = told(read(tmp_path, IPHONE))
    assert iphone["company_name"] == ["ООО «Ромашка, цветы»"]
    assert iphone["middle_name"] == ["Сергеевна"]
    assert iphone["phone_mobile"] == ["+7 916 765-43-21"]
    assert iphone["Бухгалтерия"] == iphone["phone"] == ["+7 495 111-22-33"]
    assert iphone["fax"] == ["+7 495 111-22-44"]
    assert iphone["telegram"] == ["https://t.me/romashka"]
    assert iphone["address"] == ["101000, Россия, Москва, ул. Ленина, 5"]
    assert iphone["comment"] == ["Звонить после 11:00;\nлюбит розы"]
    assert (iphone["BDAY"], iphone["DEPARTMENT"]) == (["08.03"], ["Отдел продаж"])
    outlook = told(read(tmp_path, OUTLOOK))
    assert outlook["full_name"] == ["Сидоров Пётр"]
    assert (outlook["city"], outlook["address"]) == (["Тула"], ["Лесная, 1"])
    assert outlook["comment"] == ["без конца"]
    google = read(tmp_path, GOOGLE)
    assert len(google.rows) == 2
    assert told(google)["tags"] == ["Опт, Любимые"]
    assert told(google)["email_2"] == ["b@example.com"]
    assert told(google, 1) == {"full_name": ["—"]}
    fourth = told(read(tmp_path, FOURTH))
    assert fourth["phone_mobile"] == ["+7-916-000-00-01"]
    assert fourth["phone_work"] == ["+74950000002 доб. 12"]
    assert (fourth["telegram"], fourth["messenger"]) == (["oleg"], ["vk.com/oleg"])
    assert (fourth["BDAY"], fourth["X-UNHEARD-OF"]) == (["05.04"], ["что-то"])


def test_encodings_of_whole_files_and_lost_edges(tmp_path: Path) -> None:
    whole = told(read(tmp_path, IPHONE))
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"):
        text = IPHONE.replace("«", '"').replace("»", '"') if encoding == "koi8-r" else IPHONE
        found = told(read(tmp_path, text.encode(encoding)))
        assert found["full_name"] == whole["full_name"], encoding
        assert found["comment"] == whole["comment"], encoding
    for lost in (IPHONE.replace("BEGIN:VCARD\r\n", ""), IPHONE.replace("END:VCARD\r\n", "")):
        assert len(read(tmp_path, lost + GOOGLE + lost).rows) == 4
    assert told(read(tmp_path, IPHONE.replace("\r\n", "\r"))) == whole
    broken = told(read(tmp_path, IPHONE.replace("\\nлюбит", "\r\nлюбит")))
    assert broken["comment"] == whole["comment"]
    assert read(tmp_path, b"").rows == []


def expected(person: Person) -> dict[str, list[str]]:
    found = {name: [text] for name, text in person.texts.items()}
    for kind, number in person.phones:
        found.setdefault(kind, []).append(number)
    for name, mail in zip(("email", "email_2", "email_3"), person.emails, strict=False):
        found[name] = [mail]
    if person.tags:
        found["tags"] = [", ".join(person.tags)]
    return found


def test_random_cards_read_back_equal(tmp_path: Path) -> None:
    dice = random.Random(20260901)
    for version in ("2.1", "3.0", "4.0"):
        people = [someone(dice) for _ in range(150)]
        table = read(tmp_path, written(people, version, dice))
        assert len(table.rows) == len(people)
        for number, person in enumerate(people):
            assert told(table, number) == expected(person), (version, number)
        assert table.photos == sum(person.photo for person in people)


def test_five_hundred_mutants_are_read(tmp_path: Path) -> None:
    dice = random.Random(20260902)
    people = [someone(dice) for _ in range(4)]
    whole = [written(people, version, dice) for version in ("2.1", "3.0", "4.0")]
    whole += [ANDROID.encode(), IPHONE.encode(), OUTLOOK, GOOGLE.encode(), FOURTH.encode()]
    for number in range(500):
        content = bytearray(whole[number % len(whole)])
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(content))
            match dice.randrange(5):
                case 0:
                    content[at] = dice.randrange(256)
                case 1:
                    del content[at : at + dice.randint(1, 40)]
                case 2:
                    content[at:at] = dice.choice([b"\r\n", b"=", b'"', b"\0", b";;;", b"\\", b":"])
                case 3:
                    content[at:at] = content[: dice.randint(1, 200)]
                case 4:
                    content[at:at] = dice.randbytes(8)
        table = read(tmp_path, bytes(content))
        assert table.rows, number
        assert all(any(row) for row in table.rows), number


def test_real_cards(shared: Path, tmp_path: Path) -> None:
    make_base(tmp_path / "base", Business())
    folder = shared / "data" / "real"
    known = json.loads((folder / "expected.json").read_text("utf-8"))["files"]
    facts = {one["file"]: one["expected"] for one in known if one["file"].startswith("vcard/")}
    assert len(facts) == 5
    for name, fact in facts.items():
        said = ask(folder / name, tmp_path / "base")
        assert said.preview is not None, name
        assert (said.preview["format"], said.preview["header_rows"]) == ("vcf", [])
        assert said.preview["data_rows"] == fact["cards"], name
        assert all(one["confidence"] == 1 for one in said.preview["columns"])
        cells = {c["index"]: c["field"] for c in said.preview["columns"]}
        values: dict[str, list[Any]] = {}
        for (row, column), cell in said.cells.items():
            if row == 0:
                value = cell["value"]
                values.setdefault(cells[column], []).extend(
                    value if isinstance(value, list) else [value]
                )
        for field, value in fact["first"].items():
            if field == "emails":
                mails = [v for f, vs in values.items() if f.startswith("email") for v in vs]
                assert len(mails) == value, name
            else:
                assert value in values[{"company": "company_name"}.get(field, field)], (name, field)


@pytest.mark.parametrize("ending", ["vcf", "txt"])
def test_a_file_of_cards_is_known_by_its_content(tmp_path: Path, ending: str) -> None:
    make_base(tmp_path / "base", Business())
    file = tmp_path / f"contacts.{ending}"
    file.write_text(IPHONE + GOOGLE, "utf-16")
    said = ask(file, tmp_path / "base", cells=False)
    assert said.preview is not None
    assert said.preview["rows"] == {
        "read": 3, "created": 2, "updated": 0, "skipped": 0, "failed": 1,
    }  # fmt: skip
    assert sum(said.preview["cells"][name] for name in _PLACES) == said.preview["cells"]["filled"]


_PLACES = ("stored", "kept", "problems", "ignored", "aside")


PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdac\xf8\0\0"
    b"\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82"
).decode()
ANNA = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nTEL:+7 916 123-45-67\n"
    f"PHOTO;ENCODING=b;TYPE=PNG:{PNG}\nEND:VCARD\n"
)
BORIS = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Boris\nTEL:+7 916 123-45-68\n"
    f"PHOTO:data:image/png;base64,{PNG}\nLOGO;ENCODING=b:bm9waWN0dXJl\nEND:VCARD\n"
)


def test_photos_of_cards_become_files_of_their_clients(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"

    def looked_at(content: str) -> imports.ImportPreview:
        file.write_text(content, "utf-8")
        staged = crm.ask(imports.stage_file, str(file), str(crm.folder / "staging"))
        return crm.ask(imports.preview, staged, file.name)

    lost = summary(looked_at(BORIS.replace(PNG, "AAAA")), "en")
    assert lost.endswith(" 2 photos of the cards are not loaded."), "what is no picture is told"
    assert "photo" not in summary(looked_at(IPHONE), "en")
    preview = looked_at(ANNA + BORIS)
    said = summary(preview, "en")
    assert "2 photos of the cards go to the files of their clients. 1 photo of" in said
    done = crm.do(commands.clients, preview.plan)
    cards = {one.name: one.id for one in crm.ask(clients.dump)}

    def files(name: str) -> list[tuple[str, int]]:
        return [(one.name, one.size) for one in crm.ask(attachments.of_client, cards[name])]

    size = len(base64.b64decode(PNG))
    assert files("Anna") == files("Boris") == [("Photo.png", size)]
    # Who is there and left alone, or has the picture already, gets no second one.
    for on_match in (OnMatch.SKIP, OnMatch.FILL):
        again = looked_at(ANNA)
        second = crm.do(commands.clients, replace(again.plan, on_match=on_match))
        assert files("Anna") == [("Photo.png", size)]
        crm.undo(second.operation)
    crm.undo(done.operation)
    assert crm.ask(clients.dump) == []
