"""A small writer of cards in three versions; it knows nothing of the program that reads them."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

PHONE_MARKS = {
    "phone_mobile": ("CELL", "TYPE=CELL", 'TYPE="voice,cell"'),
    "phone_work": ("WORK", "TYPE=WORK,VOICE", "TYPE=work"),
    "phone_home": ("HOME;VOICE", "TYPE=HOME", "TYPE=home"),
    "fax": ("WORK;FAX", "TYPE=FAX,WORK", "TYPE=fax"),
    "phone": ("VOICE", "TYPE=VOICE", "PREF=1"),
}
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюяabcdefgh"
_SIGNS = "«»—,;:=\"'!?@#%&()№+"


@dataclass
class Person:
    """What a card says, by the fields of an import; phones by their kinds."""

    texts: dict[str, str]
    phones: list[tuple[str, str]] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    photo: bool = False


def someone(dice: random.Random) -> Person:
    """Anybody, with any signs in what is said."""
    texts = {
        "last_name": _word(dice).title(),
        "first_name": _word(dice).title(),
        "full_name": f"{_word(dice).title()} {_word(dice).title()}",
    }
    rest: dict[str, Callable[[], str]] = {
        "middle_name": lambda: _word(dice).title(),
        "company_name": lambda: f"ООО «{_phrase(dice, 2)}»",
        "position": lambda: _phrase(dice, 3),
        "city": lambda: _word(dice).title(),
        "address": lambda: _phrase(dice, 4),
        "birthday": lambda: (
            f"19{dice.randint(10, 99)}-0{dice.randint(1, 9)}-{dice.randint(10, 28)}"
        ),
        "comment": lambda: "\n".join(_phrase(dice, 12) for _ in range(dice.randint(1, 4))),
        "website": lambda: f"https://{_word(dice)}.example/?a=1;b=2,3",
    }
    for name, make in rest.items():
        if dice.random() < 0.5:
            texts[name] = make()
    kinds = dice.sample(sorted(PHONE_MARKS), dice.randint(0, 4))
    return Person(
        texts,
        [(kind, f"+7 9{dice.randint(10, 99)} {dice.randint(1000000, 9999999)}") for kind in kinds],
        [f"{i}-{dice.randint(1, 999)}@example.com" for i in range(dice.randint(0, 3))],
        [_word(dice) for _ in range(dice.randint(0, 3))],
        dice.random() < 0.2,
    )


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_LETTERS) for _ in range(dice.randint(3, 9)))


def _phrase(dice: random.Random, most: int) -> str:
    words = [_word(dice) for _ in range(dice.randint(1, most))]
    return "".join(w + dice.choice(["", dice.choice(_SIGNS)]) + " " for w in words).strip()


def written(people: list[Person], version: str, dice: random.Random) -> bytes:
    """A file of cards: folded anywhere, in quoted-printable or in the old Russian encoding."""
    return b"".join(_card(person, version, dice) for person in people)


def _card(person: Person, version: str, dice: random.Random) -> bytes:
    texts, old = person.texts, version == "2.1"
    lines = ["BEGIN:VCARD", f"VERSION:{version}"]
    name = [texts.get(part, "") for part in ("last_name", "first_name", "middle_name")]
    fields: list[tuple[str, list[str], str]] = [
        ("N", [*name, "", ""], ";"),
        ("FN", [texts["full_name"]], ""),
    ]
    if "company_name" in texts:
        fields.append(("ORG", [texts["company_name"]], ";"))
    if "position" in texts:
        fields.append(("TITLE", [texts["position"]], ""))
    if "address" in texts or "city" in texts:
        place = ["", "", texts.get("address", ""), texts.get("city", ""), "", "", ""]
        fields.append(("ADR;HOME" if old else "ADR;TYPE=HOME", place, ";"))
    if "comment" in texts:
        fields.append(("NOTE", [texts["comment"]], ""))
    if "website" in texts:
        fields.append(("item1.URL", [texts["website"]], ""))
    if "birthday" in texts:
        day = texts["birthday"]
        lines.append(f"BDAY:{dice.choice([day, day.replace('-', ''), day + 'T00:00:00Z'])}")
    column = ("2.1", "3.0", "4.0").index(version)
    lines += [f"TEL;{PHONE_MARKS[kind][column]}:{number}" for kind, number in person.phones]
    lines += [f"EMAIL;{'INTERNET' if old else 'TYPE=INTERNET'}:{one}" for one in person.emails]
    if person.tags:
        lines.append(f"CATEGORIES:{','.join(person.tags)}")
    raw = [one.encode() for one in lines]
    for title, parts, sign in fields:
        raw.append(_old(title, parts, dice) if old else _new(title, parts, sign))
    if person.photo:
        picture = base64.b64encode(dice.randbytes(900)).decode()
        head = "PHOTO;ENCODING=BASE64;JPEG:" if old else "PHOTO;ENCODING=b;TYPE=JPEG:"
        head = "PHOTO:data:image/jpeg;base64," if version == "4.0" else head
        raw.append((head + picture).encode())
    dice.shuffle(raw[2:])
    folded = [one if b"\n" in one or b"PRINTABLE" in one else _folded(one, dice) for one in raw]
    return b"\r\n".join([*folded, b"END:VCARD", b""])


def _new(title: str, parts: list[str], sign: str) -> bytes:
    escaped = [re.sub(r"([\\,;])", r"\\\1", part).replace("\n", "\\n") for part in parts]
    return f"{title}:{sign.join(escaped)}".encode()


def _old(title: str, parts: list[str], dice: random.Random) -> bytes:
    """Quoted-printable in UTF-8 or windows-1251, with soft breaks, as telephones write it."""
    charset = dice.choice(["UTF-8", "windows-1251"])
    quoted = []
    for part in parts:
        letters = part.replace("\n", "\r\n").encode(charset)
        quoted.append("".join(f"={byte:02X}" for byte in letters))
    text = ";".join(quoted)
    pieces = re.findall(r"(?:=[0-9A-F]{2}|;){1,24}", text)
    head = f"{title};CHARSET={charset};ENCODING=QUOTED-PRINTABLE:"
    return (head + "=\r\n".join(pieces)).encode()


def _folded(line: bytes, dice: random.Random) -> bytes:
    """Folded between any two bytes, also inside a letter, as some programs do."""
    found = []
    while len(line) > 75:
        at = dice.randint(60, 75)
        found.append(line[:at])
        line = line[at:]
    return b"\r\n ".join([*found, line])
