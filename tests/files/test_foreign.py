"""Files that are no lists, whatever they are called: each has a sentence of its own."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from crm_desktop import words
from crm_desktop.domain.problems import Refused
from crm_desktop.files.scan import kind_of
from crm_desktop.words.codes import problem_text


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def table_of_dbase() -> bytes:
    """Two columns and a row, as dBase III writes them."""
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name, b"C", 20, 0) for name in (b"NAME", b"PHONE")
    )
    head = struct.pack("<B3BIHH20x", 3, 126, 11, 26, 1, 32 + len(fields) + 1, 41)
    return head + fields + b"\r" + b" " + "Ёлки".encode("cp866").ljust(40) + b"\x1a"


def compound(stream: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + stream.encode("utf-16-le")


LETTER = (
    "Received: from mail.ru\r\nFrom: =?utf-8?B?0JA=?= <a@b.ru>\r\nSubject: list\r\n"
    "MIME-Version: 1.0\r\n\r\nСписок во вложении"
).encode()
NO_LISTS = [
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "file.image"),
    (b"\xff\xd8\xff\xe1" + bytes(50), "file.image"),
    (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20), "file.image"),
    (b"\0\0\0\x18ftypheic" + bytes(20), "file.image"),
    (b"BM" + struct.pack("<IIII", 900, 0, 54, 40) + bytes(40), "file.image"),
    (packed("клиенты.xlsx", "прайс.csv"), "file.archive"),
    (b"Rar!\x1a\x07\x01\x00" + bytes(50), "file.archive"),
    (b"7z\xbc\xaf\x27\x1c\0\4" + bytes(50), "file.archive"),
    (packed("Index/Document.iwa"), "file.numbers"),
    (packed("[Content_Types].xml", "word/document.xml"), "file.doc"),
    (compound("WordDocument"), "file.doc"),
    (b"{\\rtf1\\ansi ...}", "file.doc"),
    (b"%PDF-1.7 ...", "file.pdf"),
    (b"\0\1\0\0Standard Jet DB\0" + bytes(100), "file.access"),
    (b"\0\1\0\0Standard ACE DB\0" + bytes(100), "file.access"),
    (table_of_dbase(), "file.dbf"),
    (b"1CDBMSV8\x08\x03\x08\0" + bytes(100), "file.1c"),
    (LETTER, "file.mail"),
    (compound("__properties_version1.0"), "file.mail"),
]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_says_what_it_is_and_how_to_get_a_list_out_of_it(
    tmp_path: Path, language: str
) -> None:
    words.set_language(language)
    untouched = {"ru": "ичего не загружено", "en": "othing was loaded"}[language]
    said = {}
    for content, code in NO_LISTS:
        for name in ("список.xlsx", "список.csv", "список"):
            file = tmp_path / name
            file.write_bytes(content)
            with pytest.raises(Refused) as refused:
                kind_of(file)
            assert refused.value.problems[0].code == code, content[:20]
            said[code] = problem_text(refused.value.problems[0])
            what, _sign, to_do = said[code].partition(untouched)
            assert name in what
            assert len(to_do.split()) > 2
    assert len(set(said.values())) == len({code for _content, code in NO_LISTS})


@pytest.mark.parametrize(
    "text",
    [
        "From: Москва;To: Тула\nИванов;Петров\n",
        "BM;Имя\n1;Анна\n",
        "0301;Имя;Телефон\n" * 30,
        "Имя: Анна\nТелефон: 8 916 123-45-67\n",
    ],
)
def test_lists_stay_lists(tmp_path: Path, text: str) -> None:
    file = tmp_path / "список.csv"
    file.write_text(text, "utf-8")
    assert kind_of(file) == "csv"
