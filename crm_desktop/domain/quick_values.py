"""What shows by its form what it is, inside of a typed text: ways to reach, numbers, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from crm_desktop.domain.clients import PointDraft, PointKind
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.requisites import check_inn
from crm_desktop.domain.text import email_normal
from crm_desktop.late import dataclass

Span = tuple[int, int]
LONGEST_LABEL = 60
LEAST_LOCAL_DIGITS, MOST_LOCAL_DIGITS = 9, 11


class Part(StrEnum):
    """What a word of a line became."""

    CLIENT = "client"
    CONTACT = "contact"
    POINT = "point"
    INN = "inn"
    KPP = "kpp"
    OGRN = "ogrn"
    ADDRESS = "address"
    DEAL = "deal"
    AMOUNT = "amount"
    CLOSE = "close"
    TASK = "task"
    WHEN = "when"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the text, from `start` to `end`, and what it became."""

    start: int
    end: int
    part: Part


class Line:
    """A text with what was taken out of it covered by a sign that parts its words."""

    GAP = "\x00"

    def __init__(self, text: str) -> None:
        self.whole = text
        self.text = text
        self.marks: list[Mark] = []

    def take(self, start: int, end: int, part: Part, label: re.Pattern[str] | None = None) -> str:
        """Take a part out, and the label before it; the part without its label comes back."""
        taken = self.whole[start:end]
        if label is not None and (found := label_before(label, self.text, start)) is not None:
            start = found.start()
        self.cover(start, end)
        self.marks.append(Mark(start, end, part))
        return taken

    def cover(self, start: int, end: int) -> None:
        """Hide a part of the text without giving it to anybody."""
        self.text = self.text[:start] + self.GAP * (end - start) + self.text[end:]


def label_before(label: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """A label that ends where something starts; none is longer than some words."""
    return label.search(text, max(0, start - LONGEST_LABEL), start)


def take_points(line: Line, region: str) -> tuple[PointDraft, ...]:
    """Every e-mail, site, messenger and phone of the text, in the order in which they stand."""
    found: list[tuple[int, PointDraft]] = []
    for kind, pattern in ((PointKind.EMAIL, _EMAIL), (PointKind.MESSENGER, _MESSENGER),
                          (PointKind.SITE, _SITE)):  # fmt: skip
        for match in list(pattern.finditer(line.text)):
            value = match[0].rstrip(".,;:!?")
            if kind is PointKind.EMAIL:
                value = email_normal(value) or ""
            if value:
                line.take(match.start(), match.end(), Part.POINT, _LABELS[kind])
                found.append((match.start(), PointDraft(kind, value)))
    for start, end in _phone_spans(line, region):
        label = label_before(_PHONE_LABEL, line.text, start)
        said = label[0].strip(" .:,;(\n\t") if label is not None else ""
        phone = line.take(start, end, Part.POINT, _PHONE_LABEL).strip(" ,;")
        kept = said if said.casefold() not in _PLAIN_LABELS else ""
        found.append((start, PointDraft(PointKind.PHONE, phone, kept)))
    return tuple(point for _start, point in sorted(found, key=lambda one: one[0]))


_EMAIL = re.compile(
    r"(?<![^\s,;<>()\x00:@])[^\s,;<>()\x00:@]{1,64}@[^\s,;<>()\x00@]{1,253}\.[^\s,;<>()\x00@]{1,63}"
)
_MESSENGER = re.compile(
    r"(?<![\w@./])(?:(?:https?://)?(?:t\.me|telegram\.me|wa\.me|vk\.com|instagram\.com)/[\w+./-]+"
    r"|@[A-Za-z]\w{3,31})",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<![\w@.])(?:(?:https?://|www\.)[^\s,;()\x00]+"
    r"|(?:[\w-]{2,63}\.){1,3}(?:ru|рф|com|org|net|su|by|kz|shop|store|online|uk|io|de|biz)"
    r"(?:/[^\s,;()\x00]*)?)(?![\w@])",
    re.IGNORECASE,
)
_LABELS = {
    PointKind.EMAIL: re.compile(
        r"(?:(?:эл\.?\s?)?почта|имейл|мейл|e-?mail|mail(?:to)?)\s?[:.]?\s*$", re.IGNORECASE
    ),
    PointKind.MESSENGER: re.compile(
        r"(?:telegram|телеграмм?|телега|тг|tg|insta(?:gram)?|инста(?:грам)?|vk|вк)\s?[:.]?\s*$",
        re.IGNORECASE,
    ),
    PointKind.SITE: re.compile(r"(?:сайт|web-?site|site|web)\s?[:.]?\s*$", re.IGNORECASE),
}
_PHONE_LABEL = re.compile(
    r"(?<!\w)(?:(?:мобильный|моб|рабочий|раб|сотовый|сот|домашний|дом|городской|гор)?\.?\s*"
    r"(?:телефон|тел)|мобильный|моб|рабочий|раб|сотовый|сот|домашний|дом|городской|факс|офис|т|м"
    r"|whatsapp|ватсап|вотсап|вацап|воцап|viber|вайбер|"
    r"(?:mobile|mob|cell|office|work|home|direct)?\s?(?:tele)?(?:phone|ph|tel)"
    r"|mobile|mob|cell|office|work|home|direct|fax|t|m|[pcod](?=\s?[.:]))\s?[.:]*\s*$",
    re.IGNORECASE,
)
_PLAIN_LABELS = {"", "тел", "телефон", "т", "м", "phone", "tel", "telephone", "ph", *"tmpcod"}
_EXTENSION = r"(?:[ ,;(]*(?:доб|вн|ext|x)\.?\s?\d{1,6}\)?)?"
_NATIONAL = re.compile(
    r"(?<!\d)(?<!\d[.,])(?<!\+)(?:\+?7|8)[ (.-]{0,3}[3-9]\d{2}[ ).-]{0,3}\d{3}[ .-]{0,2}\d{2}"
    r"[ .-]{0,2}\d{2}(?![\d-])" + _EXTENSION,
    re.IGNORECASE,
)
_LOCAL = (
    re.compile(r"(?<![\w.,+])\(\d{3,5}\) ?\d{1,3}(?:[ -]\d{2}){2}(?![\d-])" + _EXTENSION),
    re.compile(r"(?<![\w.,+-])9\d{2}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\d-])"),
    re.compile(r"(?<![\w.,+-])\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\d-])" + _EXTENSION),
    re.compile(r"(?<![\w.,+-])\d{3}-\d{2}-\d{2}(?![\d-])"),
)
_LEADING_ZERO = re.compile(r"(?<![\w.,+])(?:\(?0\d{1,4}\)?(?:[ -]\d{2,6}){1,4}|0\d{9,10})(?![\d-])")
_ABROAD = re.compile(r"(?<![\w+])\+\d{1,3}(?:[ ().-]{0,2}\d){6,14}(?!\d)" + _EXTENSION)


def _phone_spans(line: Line, region: str) -> Iterator[tuple[int, int]]:
    """Where phones stand; whoever is given one takes it before the next is looked for."""
    for pattern in (_NATIONAL, _ABROAD, *_LOCAL):
        while found := pattern.search(line.text):
            start, end = found.span()
            yield (
                start,
                _end_of_number(line.text, start, end, region) if pattern is _ABROAD else end,
            )
    for found in list(_LEADING_ZERO.finditer(line.text)):
        span = _local_number(found)
        if span is not None:
            yield span


def _local_number(found: re.Match[str]) -> tuple[int, int] | None:
    """A number that begins with 0, without an amount that stands behind it; None for no number."""
    number = found[0]
    while sum(sign.isdigit() for sign in number) > MOST_LOCAL_DIGITS:
        number = number[: max(number.rfind(" "), number.rfind("-"))]
    long_enough = sum(sign.isdigit() for sign in number) >= LEAST_LOCAL_DIGITS
    return (found.start(), found.start() + len(number)) if long_enough else None


def _end_of_number(text: str, start: int, end: int, region: str) -> int:
    """Where a number of another country ends: an amount behind it is not a part of it."""
    stop = end
    while True:
        read = parse_phones(text[start:stop], region)
        if len(read) == 1 and read[0].normal:
            return stop
        shorter = max(text.rfind(" ", start, stop), text.rfind("-", start, stop))
        if shorter <= start:
            return end
        stop = shorter


_INN = re.compile(r"(?<!\w)инн[ :№.]*(\d{12}|\d{10})(?!\d)(?:\s?/\s?(\d{9})(?!\d))?", re.IGNORECASE)
_TAX = re.compile(
    r"(?<!\w)(?:vat|tax id|ein|tin)(?:\s(?:no\.?|number|id))?[ :]*([A-Z]{0,2} ?\d[\d -]{6,14}\d)"
    r"(?!\w)",
    re.IGNORECASE,
)
_KPP = re.compile(r"(?<!\w)кпп[ :№.]*(\d{9})(?!\d)", re.IGNORECASE)
_OGRN = re.compile(r"(?<!\w)огрн(?:ип)?[ :№.]*(\d{15}|\d{13})(?!\d)", re.IGNORECASE)
_BARE_INN = re.compile(r"(?<![\w.,+-])(\d{12}|\d{10})(?![\w.,-]*\d)(?!\w)")


def take_requisites(line: Line) -> dict[Part, str]:
    """ИНН, КПП and ОГРН with their labels; a bare number only when its check digits agree."""
    found: dict[Part, str] = {}
    for part, pattern in ((Part.INN, _INN), (Part.INN, _TAX), (Part.KPP, _KPP),
                          (Part.OGRN, _OGRN), (Part.INN, _BARE_INN)):  # fmt: skip
        match = pattern.search(line.text)
        if match is None or part in found:
            continue
        if pattern is _BARE_INN and check_inn(match[1]) is not None:
            continue
        if pattern is _INN and match[2]:
            found[Part.KPP] = match[2]
        found[part] = " ".join(match[1].split())
        line.take(*match.span(), part)
    return found


_FLAT = (
    r"(?:д|дом|корп|корпус|стр|строение|кв|квартира|оф|офис|подъезд|под|этаж|эт|домофон)\.?"
    r" ?\d{1,4}[а-я]?(?:/\d{1,3})?(?![\d,.]*\d)(?!\w)(?! ?м[²2 ]| ?кв|\w)"
)
_STREET = (
    r"(?:(?:ул|пр-т|пр-кт|просп|пер|наб|б-р|мкр|пос)(?:\. ?| )|(?:улица|проспект|переулок|шоссе"
    r"|набережная|бульвар|площадь|микрорайон|пос[её]лок|деревня|село|город) |(?:пр|ш|пл|г|дер)\. ?)"
)
_PROPER = (
    r"(?:\d{1,2}(?:-?(?:я|й|ая|го))? )?[^\W\d_][\w-]*[^\W_]"
    r"(?:(?<=ая|ый|ий|ой|ое|ие|ые) [А-ЯЁ][\w-]+)?"
)
_HOUSE = (
    r"(?:\d{1,4}[а-я]?(?:[/-]\d{1,4})?"
    r"(?!\w| ?\d{3}(?!\d)|[.,:]\d|-\d| ?(?:окн|двер|шт|тыс|руб|р\.|к\b)))"
)
_PLACES = (
    re.compile(
        r"(?<![\w-])[А-ЯЁ][\w-]+(?:ский|ская|цкий|цкая|ая|ий|ый|ой) (?:проспект|пр-т|улица|ул\.?"
        r"|переулок|пер\.?|шоссе|бульвар|б-р|набережная|наб\.?|площадь)"
        r"(?:,? (?:" + _FLAT + "|" + _HOUSE + "))*",
    ),
    re.compile(
        r"(?<![\w-])(?:\d{6}, ?)?" + _STREET + _PROPER
        + r"(?:,? (?:" + _STREET + _PROPER + "|" + _FLAT + "|" + _HOUSE + "))*",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\w.,-])\d{1,5}[A-Za-z]? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane"
        r"|Ln|Drive|Dr|Court|Square|Sq|Way|Place|Boulevard|Blvd|Close|Terrace|Crescent|Gardens|Row)\b"
        r"\.?(?:,? (?:[Aa]pt|[Ff]lat|[Uu]nit|[Ss]uite|#)\.? ?\w{1,5})?"
        r"(?:,? (?:[A-Z][a-z]+,? )?[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}"
        r"|,? (?:[A-Z][a-z]+,? ){1,3}[A-Z]{2},? \d{5}(?:-\d{4})?(?!\d))?"
    ),
    re.compile(
        r"(?<![\w.,-])\d{1,5}[a-z]? (?:[a-z'-]+ ){1,2}(?:street|road|avenue|lane|boulevard)\b"
        r"(?:,? (?:apt|flat|unit|suite)\.? ?\w{1,5})?",
    ),
    re.compile(r"(?<![\w-])(?:" + _FLAT + r")(?:,? " + _FLAT + ")*", re.IGNORECASE),
    re.compile(r"(?<![\w.,-])\d{1,2}(?:-?й)? (?:этаж|подъезд)(?!\w)", re.IGNORECASE),
    re.compile(r"(?<!\w)(?:apt|flat|suite|apartment)\.? ?\d{1,4}[a-z]?(?!\w)", re.IGNORECASE),
)  # fmt: skip
_ADDRESS_LINE = re.compile(
    r"^[ \t]*(?:адрес|address)[ \t]?:[ \t]*(?P<place>[^\n\x00]*[^\n\x00 \t])",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS_LABEL = re.compile(r"(?:адрес|address)\s?[:.]?\s*$", re.IGNORECASE)


def take_address(line: Line) -> str:
    """Where something is to be brought to: streets, houses, flats, joined as they follow."""
    found: list[tuple[int, str]] = []
    labelled = _ADDRESS_LINE.finditer(line.text) if "\n" in line.text else ()
    for match in list(labelled):
        place = line.take(*match.span("place"), Part.ADDRESS, _ADDRESS_LABEL)
        found.append((match.start(), place.strip(" ,;")))
    for pattern in _PLACES:
        for match in list(pattern.finditer(line.text)):
            place = line.take(*match.span(), Part.ADDRESS, _ADDRESS_LABEL)
            found.append((match.start(), place.strip(" ,;")))
    return ", ".join(place for _start, place in sorted(found))
