"""One cell that says several things: a firm, a person, a position, a phone; parts of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from crm_desktop.domain.first_names import is_first_name
from crm_desktop.domain.importing.cells import looks_like_company, looks_like_person
from crm_desktop.domain.importing.ways import emails_of
from crm_desktop.domain.name_writing import SURNAME, is_patronymic
from crm_desktop.domain.phones import Phone, parse_phones
from crm_desktop.domain.quick_names import is_person, position_at
from crm_desktop.domain.requisites import inn_is_valid
from crm_desktop.domain.sounds import sound

NAMES = frozenset({"name", "company_name", "full_name", "contact_name"})
"""Columns in whose cells more may stand than a name."""

_LONGEST = 500
"""Letters of a cell that may still be names and numbers; a longer one is a remark."""
_LONGEST_NAME, _MOST_WORDS = 40, 4
"""Letters of a name that nobody knows, and pieces beside a number of which one may be it."""
_ITEM = re.compile(r"\s*\d{1,3}[.)]\s+(?=[^\W\d])")
"""«12. Иванова Мария»: what numbers the lines of a list."""
_MAYBE = re.compile(
    r"[,;\n(/@]|\s[-\u2013\u2014]\s|\d{5}|\d[\s()-]+\d{2,3}[\s-]\d{2}|[»”\"]\s+[А-ЯЁ]"
)
"""Without one of these a cell holds one thing: nearly all cells are asked."""
_PARTING = (*",;(/@", " - ", " \u2013 ", " \u2014 ", "» ", "” ", '" ')
_FIGURES = re.compile(r"\d[\d\s()-]{4}")
"""What stands in every text of which `_MAYBE` finds anything: one of these signs, or figures."""
_PHONE = re.compile(
    r"(?:тел\.?:?|моб\.?:?|т\.|phone:?)?\s*(?<![\w+])\+?\d[\d\s()\u2010-\u2015.-]{8,}\d"
)
_APART = re.compile(r"\s*[,;\n]\s*|\s+[/|]\s+|\s+[-\u2013\u2014]\s+")
_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*")
_QUOTED = re.compile(r"«[^»]*(?:«[^»]*»[^»]*)*»|\"[^\"]*\"|“[^”]*”")
_FORM = re.compile(r"(?:ооо|оао|зао|пао|ао|ип|нко|ано|llc|ltd|inc|gmbh)\.?", re.IGNORECASE)
_BEHIND = re.compile(r"(.*[»”\"])\s+([А-ЯЁA-Z].*)", re.DOTALL)
_INN = re.compile(r"(?:инн|inn)[\s:№]*(\d{9,12})", re.IGNORECASE)
_INITIALS = re.compile(r"([А-ЯЁA-Z])\.\s?(?:([А-ЯЁA-Z])\.)?")
_TITLE = re.compile(
    r"(?:г(?:лавн|енеральн)\w*\s+|зам\.?\s*|и\.?\s?о\.?\s+)?(?:директор|бухгалтер|бух\.?|гл\.?\s*бух\.?"
    r"|ген\.?\s*дир\.?|менеджер|снабженец|собственник|учредитель|хозя(?:ин|йка)|продавец|кладовщик"
    r"|прораб|мастер|администратор|секретарь|товаровед|закупщик|инженер|механик|водитель|логист|юрист"
    r"|председатель|заведующ(?:ий|ая)|зав\.?|руководитель|управляющ(?:ий|ая))"
    r"(?:\s+(?:по|отдела|цеха|склада|магазина|участка|производства)\b[\w\s.-]{0,40})?",
    re.IGNORECASE,
)


def may_be_several(text: str) -> bool:
    """Whether a sign stands in a cell of names that could part one thing from another."""
    return not text.replace(" ", "").isalpha() and _MAYBE.search(text) is not None


def parts_anything(texts: str) -> bool:
    """Whether such a sign stands in many texts, one behind another, all of them printable.

    Single signs are looked for first: the pattern tries each place of the text.
    """
    surely_not = _FIGURES.search(texts) is None and not any(sign in texts for sign in _PARTING)
    return not surely_not and _MAYBE.search(texts) is not None


class Composite(NamedTuple):
    """What a cell says: values by field, its phones and addresses, and what is left."""

    values: dict[str, str]
    phones: Sequence[Phone] = ()
    emails: Sequence[str] = ()
    rest: str = ""


def composite(text: str, field: str, region: str) -> Composite | None:
    """The parts of a cell in a column of names; None where it says one thing.

    Two of them must be known for what they are: a comma alone takes nothing apart.
    """
    if len(text) > _LONGEST or not may_be_several(text):
        return None
    text = _ITEM.sub("", text, count=1)
    emails, left = emails_of(text) if "@" in text else ([], text)
    phones, left = _phones(left, region)
    values: dict[str, str] = {}
    rest: list[str] = []
    for piece in _pieces(left):
        what = _what(piece)
        if what == "inn" and (found := _INN.search(piece)) is not None:
            values.setdefault(what, found[1])
        elif not what or what in values:
            rest.append(piece)
        else:
            values[what] = piece
    known = len(values) + len(phones) + len(emails)
    if not values.keys() & {"company_name", "person"}:
        if not (phones or emails) or not rest or not _may_name(rest, phones):
            return None
        # A name of no known kind beside a phone.
        return Composite({**values, field: rest[0]}, phones, emails, "; ".join(rest[1:]))
    if known < 2:
        return None
    if "company_name" in values and "person" not in values:
        _surname_alone(values, rest)
    _place(values, field)
    return Composite(values, phones, emails, "; ".join(rest))


def _may_name(rest: Sequence[str], phones: Sequence[Phone]) -> bool:
    """Whether the first of several words is whom they are about: «Лена, педикюр» and a number."""
    if len(rest) == 1:
        return any(c.isalpha() for c in rest[0])
    named = rest[0].replace(" ", "").replace("-", "").isalpha() and len(rest[0]) <= _LONGEST_NAME
    return bool(phones) and named and len(rest) <= _MOST_WORDS


def _surname_alone(values: dict[str, str], rest: list[str]) -> None:
    """«ООО Ромашка, Иванов»: a lone surname beside a firm is somebody in it."""
    found = [one for one in rest if one.istitle() and one.isalpha() and _role(one) & _LAST]
    if len(found) == 1:
        values["person"] = found[0]
        rest.remove(found[0])


def _place(values: dict[str, str], field: str) -> None:
    """A person beside a firm stands inside it; alone, it is whom the column names."""
    person = values.pop("person", "")
    if not person:
        return
    if "company_name" in values:
        values["contact_name"] = person
    else:
        values["name" if field == "company_name" else field] = person


def _phones(text: str, region: str) -> tuple[Sequence[Phone], str]:
    """The phones of a text that are surely some, and the text without them."""
    found: list[Phone] = []
    left = text
    for one in _PHONE.finditer(text):
        phones = parse_phones(one[0], region)
        if phones and all(phone.normal for phone in phones):
            found += phones
            left = left.replace(one[0], ",", 1)
    return found, left


def _pieces(text: str) -> Iterator[str]:
    """The text cut at commas, lines and dashes outside quotation marks, and at brackets."""
    quoted: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        quoted.append(found[0])
        return f"\x00{len(quoted) - 1}\x00"

    def shown(piece: str) -> str:
        return re.sub(r"\x00(\d+)\x00", lambda found: quoted[int(found[1])], piece)

    bare = _BRACKETS.sub(r", \1, ", _QUOTED.sub(hidden, text))
    before = ""
    for cut in _APART.split(bare):
        piece = shown(cut).strip(" .,;:-\t")
        if not piece:
            continue
        if before and _FORM.fullmatch(piece):
            # «Ромашка, ООО» is one name.
            before = f"{before}, {piece}"
            continue
        if before:
            yield from _behind(before)
        before = shown(cut).strip(" ,;:-\t")
    if before:
        yield from _behind(before)


def _behind(piece: str) -> Iterator[str]:
    """A person behind the quoted name of a firm, or behind a position, is a piece of its own."""
    found = _BEHIND.fullmatch(piece)
    title = _TITLE.match(piece)
    if found is not None and _is_person(found[2]):
        yield found[1]
        yield found[2]
    elif title is not None and _is_person(piece[title.end() :]):
        yield title[0].strip()
        yield piece[title.end() :].strip()
    else:
        yield piece


def _what(piece: str) -> str:
    """What a piece is; "" for anything else."""
    found = _INN.search(piece)
    if found is not None and inn_is_valid(found[1]):
        return "inn"
    position = position_at(piece)
    if (position and len(position) >= len(piece) - 1) or _TITLE.fullmatch(piece):
        return "position"
    if looks_like_company(piece) and len(piece.split()) > 1:
        return "company_name"
    return "person" if _is_person(piece) else ""


def _is_person(piece: str) -> bool:
    return looks_like_person(piece) or is_person(piece.split())


def person_parts(name: str) -> dict[str, str] | None:
    """Surname, first name and patronymic of a whole name; None where that would be a guess."""
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 3 or not all(word[:1].isupper() for word in words):
        return None
    if "." in name:
        return _with_initials(name)
    roles = [_role(word) for word in words]
    if len(words) == 2:
        return _two(words, roles)
    if roles[2] & _FATHER and not roles[1] & _FATHER:
        return _parts(*words)
    if roles[1] & _FATHER and roles[0] & _FIRST:
        return _parts(words[2], words[0], words[1])
    return None


def _two(words: Sequence[str], roles: Sequence[int]) -> dict[str, str] | None:
    one, two = roles
    if one & _FIRST and two & _FATHER:
        return _parts("", words[0], words[1])
    if two & _FIRST and (not one & _FIRST or one & _LAST):
        return _parts(words[0], words[1])
    if one & _FIRST and not two & _FIRST:
        return _parts(words[1], words[0])
    return None


_FIRST, _FATHER, _LAST = 1, 2, 4


@lru_cache(maxsize=16_384)
def _role(word: str) -> int:
    """What a word of a name may be; names are made of few words."""
    key = sound(word)
    return (
        _FIRST * is_first_name(key)
        + _FATHER * is_patronymic(key)
        + _LAST * (SURNAME.fullmatch(key) is not None)
    )


def _with_initials(name: str) -> dict[str, str] | None:
    """«Иванов И. И.», «И.И. Иванов»."""
    found = _INITIALS.search(name)
    if found is None:
        return None
    left = f"{name[: found.start()]} {name[found.end() :]}".strip()
    if not left or len(left.split()) > 1 or "." in left:
        return None
    return _parts(left, f"{found[1]}.", f"{found[2]}." if found[2] else "")


def _parts(last: str, first: str, middle: str = "") -> dict[str, str]:
    return {"last_name": last, "first_name": first, "middle_name": middle}
