"""Lines of contact cards: what each says, and for which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from crm_desktop.domain.importing.dictionary import NOTE


class Line(NamedTuple):
    """One property of a card: `value` has its escapes still in it, `types` are in capitals.

    `title` is what the user called it on the phone; `binary` is a picture, a sound or a key, and
    `data` the picture itself.
    """

    name: str
    value: str
    types: frozenset[str] = frozenset()
    title: str = ""
    binary: bool = False
    params: Mapping[str, str] = {}
    data: bytes = b""


class Said(NamedTuple):
    """What a card says for a field; `label` tells remarks apart, empty for a field proper."""

    field: str
    label: str
    text: str


# -- text ------------------------------------------------------------------------------------

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPACES = re.compile(r"[ \t\u00a0]+")


def plain(value: str) -> str:
    """A value without its escapes; line breaks in one form."""
    if "\\" in value:
        value = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def parts(value: str, sign: str = ";") -> list[str]:
    """The parts of a value between signs that are not escaped."""
    found, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] == sign:
            found.append(plain(value[start:at]))
            start = at + 1
        at += 1
    return [*found, plain(value[start:])]


def words(text: str) -> str:
    """A text on one line."""
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()


# -- what a line says ------------------------------------------------------------------------

_TECHNICAL = frozenset(
    [
        "CLASS",
        "LABEL",
        "MAILER",
        "CLIENTPIDMAP",
        "XML",
        "SOURCE",
        "KIND",
        "MEMBER",
        "X-ABUID",
        "X-ABADR",
        "X-ABCROPRECTANGLE",
        "X-ADDRESSBOOKSERVER-KIND",
        "X-IMAGEHASH",
        "X-IMAGETYPE",
        "X-ADDRESSBOOKSERVER-MEMBER",
        "X-EVOLUTION-FILE-AS",
        "X-EVOLUTION-WEBDAV-ETAG",
        "X-COUCHDB-APPLICATION-ANNOTATIONS",
        "X-COUCHDB-UUID",
        "X-MS-CARDPICTURE",
        "X-MS-OL-DESIGN",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
        "X-SHARED-PHOTO-DISPLAY-PREF",
        "X-APPLE-SUBLOCALITY",
        "X-ANDROID-SORT-KEY",
        "X-LOTUS-CHARSET",
        "X-MOZILLA-HTML",
        "X-APPLE-OMIT-YEAR",
        "X-WAB-GENDER",
    ]
)
"""What programs write for themselves: such columns are there, and not loaded unless wanted."""
_OF_THE_FILE = frozenset({"VERSION", "PRODID", "REV", "PROFILE", "SORT-STRING"})
"""What is said of the file and of its order, not of anybody in it."""
PICTURES = frozenset({"PHOTO", "LOGO"})

_PHONES = (
    ("fax", ("FAX", "HOMEFAX", "WORKFAX", "ФАКС")),
    ("whatsapp", ("WHATSAPP",)),
    ("telegram", ("TELEGRAM",)),
    ("phone_other", ("PAGER", "ASSISTANTPHONE", "COMPANYMAIN", "CALLBACK", "ASSISTANT")),
    ("phone_mobile", ("CELL", "MOBILE", "IPHONE", "МОБИЛЬНЫЙ", "СОТОВЫЙ", "МОБ", "МОБ.")),
    ("phone_work", ("WORK", "РАБОЧИЙ", "РАБ", "РАБ.", "РАБОТА")),
    ("phone_home", ("HOME", "ДОМАШНИЙ", "ДОМ", "ДОМ.")),
    ("phone_other", ("OTHER", "ДРУГОЙ")),
)
_USUAL_TITLES = frozenset({title for _field, titles in _PHONES for title in titles}) | {
    "MAIN", "ОСНОВНОЙ", "HOMEPAGE", "EMAIL", "PHONE", "ТЕЛЕФОН", "ЭЛ. ПОЧТА", "ANNIVERSARY",
    "САЙТ", "ПОЧТА", "WEB", "PROFILE", "INTERNET",
}  # fmt: skip
"""Titles that a phone gives by itself: they say no more than the field does."""
_OWN = {
    "X-INN": "inn",
    "X-KPP": "kpp",
    "X-OGRN": "ogrn",
    "X-STATUS": "status",
    "X-LEAD-SOURCE": "source",
    "X-MESSENGER": "messenger",
    "X-TELEGRAM": "telegram",
    "X-WHATSAPP": "whatsapp",
    "TITLE": "position",
    "UID": "external_id",
}
_MESSENGERS = (
    "IMPP",
    "X-SOCIALPROFILE",
    "X-SKYPE",
    "X-SKYPE-USERNAME",
    "X-ICQ",
    "X-JABBER",
    "X-AIM",
    "X-YAHOO",
    "X-MSN",
    "X-QQ",
    "X-GOOGLE-TALK",
    "X-GADUGADU",
    "X-VIBER",
    "X-VK",
    "X-MAX",
    "X-INSTAGRAM",
)
ONCE = frozenset(_OWN.values()) - {"messenger", "telegram", "whatsapp"}
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_NO_YEAR = "1604"
"""What telephones of Apple write where nobody knows the year."""
_DAY_OF_YEAR = re.compile(r"--(\d{2})-?(\d{2})(?!\d)")
_SCHEME = re.compile(r"(?:tel|mailto|sms|callto):(?://)?", re.IGNORECASE)
_EXTENSION = re.compile(r";ext=([0-9]+)", re.IGNORECASE)
_OTHER_PARAMS = re.compile(r";(?:phone-context|isub)=[^;]*", re.IGNORECASE)
_PLACE = re.compile(r"(?:x-apple|xmpp|im):", re.IGNORECASE)
_ANY = re.IGNORECASE
_SERVICES = (
    ("telegram", re.compile(r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/|telegram:|tg:", _ANY)),
    (
        "whatsapp",
        re.compile(r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com)/|whatsapp:", re.IGNORECASE),
    ),
)


def said(line: Line, year_known: bool = True) -> Iterator[Said]:
    """What one line says, piece by piece; nothing for an empty one."""
    reader = _READERS.get(line.name)
    if line.binary or line.name in _OF_THE_FILE:
        return
    if reader is not None:
        yield from reader(line)
    elif line.name in {"BDAY", "X-BIRTHDAY"}:
        yield from _birthday(line, year_known)
    elif line.name in _OWN:
        yield from _some(_OWN[line.name], plain(line.value))
    elif line.name in _TECHNICAL or line.name.startswith(("X-COUCHDB-", "X-MS-OL-")):
        yield from _some("ignore", plain(line.value), line.name)
    else:
        text = ", ".join(part for part in parts(line.value) if part)
        yield from _some(NOTE, text, line.title or line.name)


def _some(name: str, text: str, label: str = "") -> Iterator[Said]:
    if text.strip():
        yield Said(name, label, text)


def _name(line: Line) -> Iterator[Said]:
    found = [words(part) for part in [*parts(line.value), "", "", "", "", ""]][:5]
    for name, text in zip(("last_name", "first_name", "middle_name"), found, strict=False):
        yield from _some(name, text)
    for label, text in zip(("PREFIX", "SUFFIX"), found[3:], strict=True):
        yield from _some(NOTE, text, label)


def _full_name(line: Line) -> Iterator[Said]:
    yield from _some("full_name", words(plain(line.value)))


def _company(line: Line) -> Iterator[Said]:
    company, *units = [words(part) for part in parts(line.value)]
    yield from _some("company_name", company)
    yield from _some(NOTE, ", ".join(unit for unit in units if unit), "DEPARTMENT")


def _phone(line: Line) -> Iterator[Said]:
    text = plain(line.value)
    if _SCHEME.match(text):
        text = _OTHER_PARAMS.sub("", _SCHEME.sub("", text, count=1))
        text = _EXTENSION.sub(r" доб. \1", text)
    text = words(text)
    marks = line.types | {line.title.upper()}
    name = next((name for name, titles in _PHONES if marks & set(titles)), "phone")
    yield from _some(name, text)
    yield from _titled(line, text)


def _titled(line: Line, text: str) -> Iterator[Said]:
    """A title of one's own is kept beside the field: «Бухгалтерия: 495…»."""
    if line.title and line.title.upper() not in _USUAL_TITLES:
        yield from _some(NOTE, text, line.title)


def _email(line: Line) -> Iterator[Said]:
    text = words(_SCHEME.sub("", plain(line.value), count=1))
    yield from _some("email", text)
    yield from _titled(line, text)


def _site(line: Line) -> Iterator[Said]:
    text = words(plain(line.value))
    service = next((name for name, shape in _SERVICES if shape.match(text)), "website")
    yield from _some(service, text)
    yield from _titled(line, text)


def _messenger(line: Line) -> Iterator[Said]:
    text = words(_PLACE.sub("", plain(line.value), count=1))
    service = line.params.get("X-SERVICE-TYPE", "") or "".join(line.name.split("-")[1:2])
    told = {service.upper(), *line.types}
    known = (n for n, shape in _SERVICES if n.upper() in told or shape.match(text))
    name = next(known, "messenger")
    if name == "messenger":
        service = service if len(service) <= 3 else service.title()
        if service and service != "Socialprofile" and ":" not in text:
            text = f"{service}: {text}" if text else ""
    elif not text.lower().startswith("http"):
        text = re.sub(rf"^(?:{name}|tg):", "", text, flags=re.IGNORECASE)
    yield from _some(name, text)


def _address(line: Line) -> Iterator[Said]:
    """An address on one line, as it is written here: from the code and the country to the house."""
    box, extra, street, city, region, code, country = _places(line)
    # A street and a town stand in fields of their own; more than that is one whole line.
    if code or country or region:
        text = _joined([code, country, region, city, street, extra, box])
    else:
        text = _joined([street, extra, box])
    yield from _some("city", city)
    yield from _some("address", text or words(plain(line.params.get("LABEL", ""))))
    yield from _titled(line, text)


def another_address(line: Line) -> Said:
    """The whole of an address that finds the place of the first one taken."""
    box, extra, street, city, region, code, country = _places(line)
    kind = next((kind for kind in ("WORK", "HOME") if kind in line.types), "ADR")
    text = _joined([code, country, region, city, street, extra, box])
    return Said(NOTE, line.title or kind, text or words(plain(line.params.get("LABEL", ""))))


def _places(line: Line) -> list[str]:
    return [words(part) for part in [*parts(line.value), *[""] * 7]][:7]


def _joined(pieces: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(piece for piece in pieces if piece))


def _birthday(line: Line, year_known: bool) -> Iterator[Said]:
    text = plain(line.value)
    found = _DAY.match(text)
    omitted = {line.params.get("X-APPLE-OMIT-YEAR", ""), _NO_YEAR}
    if found and year_known and found[1] not in omitted:
        try:
            yield Said("birthday", "", date(*map(int, found.groups())).isoformat())
        except ValueError:
            yield Said("birthday", "", text)
        return
    short = _DAY_OF_YEAR.match(text)
    if found or short:
        month, day = found.groups()[1:] if found else short.groups() if short else ("", "")
        yield Said(NOTE, "BDAY", f"{day}.{month}")
        return
    yield from _some("birthday", text)


def _shown_as(line: Line) -> Iterator[Said]:
    """What Apple calls a card of a firm."""
    firm = plain(line.value).casefold() == "company"
    yield from _some(
        "kind" if firm else "ignore", plain(line.value).casefold(), "" if firm else line.name
    )


def _note(line: Line) -> Iterator[Said]:
    yield from _some("comment", plain(line.value))


def _tags(line: Line) -> Iterator[Said]:
    # The mark that Google gives to every contact says nothing about any.
    named = [words(part) for part in parts(line.value, ",")]
    named = [part for part in named if part and part.casefold() != "mycontacts"]
    yield from _some("tags", ", ".join(named))


def _android(line: Line) -> Iterator[Said]:
    """«vnd.android.cursor.item/nickname;Вася;1;;;»: a kind and its values."""
    kind, *values = parts(line.value)
    text = ", ".join(value for value in values if value and not value.isdigit())
    label = kind.rpartition("/")[2].upper() or line.name
    yield from _some(NOTE, text, label)


_READERS = {
    "N": _name,
    "FN": _full_name,
    "ORG": _company,
    "TEL": _phone,
    "EMAIL": _email,
    "URL": _site,
    "ADR": _address,
    "NOTE": _note,
    "CATEGORIES": _tags,
    "KEYWORDS": _tags,
    "X-ABSHOWAS": _shown_as,
    "X-ANDROID-CUSTOM": _android,
    **dict.fromkeys(_MESSENGERS, _messenger),
}
