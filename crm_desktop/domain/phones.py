"""Phones in any notation: one number has one normal form (E.164), whoever typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from crm_desktop.late import dataclass


class Phone(NamedTuple):
    """One number: `normal` is E.164 or None when unreadable, `raw` the text as it stood."""

    normal: str | None
    ext: str | None
    raw: str


def parse_phones(text: str, region: str = "RU") -> list[Phone]:
    """All numbers of a cell or a field, in order; an unreadable one has no normal form.

    Nothing that has a digit is lost: names, notes and remnants around a number stay in its `raw`.
    A local number without area code and a wrong count of digits are not guessed at
    (`normal` None). A text without digits («нет») and an empty one give an empty list. Several
    numbers may be divided by any mark or only by spaces. `region` is where numbers without a
    country code are at home; "ZZ" means nobody knows where: "+…" is read, and eleven digits
    that only Russians write ("8 916 …").
    """
    return list(_read(text, region))


@lru_cache(maxsize=1024)
def _read(text: str, region: str) -> tuple[Phone, ...]:
    """One cell is asked for several times on its way into the base."""
    if region in SEVEN:
        found = [_PLAIN.fullmatch(part) for part in _BETWEEN.split(text)]
        if None not in found:
            return tuple([_plain(one) for one in found if one is not None])
    return tuple(_read_all(text, region))


def plain_number(text: str, region: str) -> str | None:
    """The normal form of a text that is one number in usual signs and nothing besides."""
    if region not in SEVEN or not (text.isascii() and text.isprintable()):
        return None
    found = _PLAIN.fullmatch(text)
    if found is None or text[0] not in _BEGINNINGS or not text[-1].isdigit():
        return None
    abroad, area, a, b, c, ext = found.groups()
    return None if ext else f"+7{abroad or area}{a}{b}{c}"


def plain_phone(text: str, region: str) -> Phone | None:
    """A text that is one number in usual signs, perhaps with an extension, and nothing besides."""
    if region not in SEVEN or text[:1] not in _BEGINNINGS or text[-1] not in _ENDS:
        return None
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    abroad, area, a, b, c, ext = found.groups()
    return Phone(f"+7{abroad or area}{a}{b}{c}", ext, text)


def plain_numbers(texts: Sequence[str], region: str) -> list[str | None]:
    """`plain_number` of each; how a number is written is looked at once for all written so."""
    joined = "\n".join([text if text.isascii() else "" for text in texts])
    if region not in SEVEN or joined.count("\n") != len(texts) - 1:
        return [plain_number(text, region) for text in texts]
    writings = joined.translate(_ANY_FIGURE).split("\n")
    figures = joined.translate(_NO_SIGNS).split("\n")
    return [
        f"+7{digits[-10:]}" if digits[:2] in _begins(writing) else plain_number(text, region)
        for text, writing, digits in zip(texts, writings, figures, strict=True)
    ]


@lru_cache(maxsize=1024)
def _begins(writing: str) -> frozenset[str]:
    """With which two figures a number of this writing is a plain one, whatever the others are.

    `writing` has 0 for each figure. Some that begin otherwise are plain ones, too.
    """
    count = writing.count("0")
    if count not in (10, 11) or not set(writing) <= _USUAL_SIGNS:
        return frozenset()
    some = writing.replace("0", "7" if count == 11 else "9", 1).replace("0", "9")
    if plain_number(some, "RU") is None:
        return frozenset()
    if count == 10:
        return _OWN_AREAS
    return _SEVEN_FIRST if "+" in writing else _SEVEN_FIRST | _EIGHT_FIRST


def _plain(found: re.Match[str]) -> Phone:
    abroad, area, a, b, c, ext = found.groups()
    return Phone(f"+7{abroad or area}{a}{b}{c}", ext, _bare(found.string.strip(_AROUND)))


def calling_code(region: str) -> str:
    """What numbers of a country begin with, "+7"; "" where it is nobody's."""
    if region in {"RU", "KZ"}:
        return "+7"
    import phonenumbers  # its numbering plans take 0.1 s: only for numbers from abroad

    code = phonenumbers.country_code_for_region(region)
    return f"+{code}" if code else ""


def phone_digits(normal: str) -> str:
    """The digits to search by: those that every notation of the number has in common.

    For +7 the ten digits after the country code, since people write 8, 7, +7 or nothing.
    """
    return normal[2:] if normal.startswith("+7") else normal.lstrip("+")


def format_phone(normal: str, ext: str | None = None) -> str:
    """A normal form for the eye: «+7 (916) 123-45-67 доб. 123», toll-free «8 (800) 555-35-35».

    Towns whose own code has four figures are shown as they write themselves: «+7 (4872) 33-22-11».

    A number of another country stays as it is.
    """
    shown = normal
    if len(normal) == 12 and normal.startswith("+7"):
        area, rest = normal[2:5], normal[5:]
        if normal[2:6] in _TOWNS:
            return _with_extension(
                f"+7 ({normal[2:6]}) {normal[6:8]}-{normal[8:10]}-{normal[10:]}", ext
            )
        lead = "8" if area == "800" else "+7"
        shown = f"{lead} ({area}) {rest[:3]}-{rest[3:5]}-{rest[5:]}"
    return _with_extension(shown, ext)


def _with_extension(shown: str, ext: str | None) -> str:
    return f"{shown} доб. {ext}" if ext else shown


def shown_phones(text: str, region: str = "RU") -> str:
    """A typed text for the eye: its numbers in the one form, «9220001122.0» as well.

    What cannot be read whole stays as it is typed, and so does a single number of another
    country: nothing has to know its numbering plan to show it.
    """
    if _ABROAD.fullmatch(text):
        return text.strip()
    phones = parse_phones(text, region)
    shown = [format_phone(one.normal, one.ext) for one in phones if one.normal is not None]
    return ", ".join(shown) if shown and len(shown) == len(phones) else text


def is_machine_made(text: str) -> bool:
    """Whether no person writes a number like this: a spreadsheet made it one of its own."""
    return _MACHINE_MADE.fullmatch(text.strip()) is not None


_TOWN_CODES = """
3012 3022 3412 3435 3452 3462 3466 3467 3494 3519 3522 3532 3537 3812 3822 3842 3843 3852 3902 3919
3942 3952 3953 3955 4012 4112 4132 4152 4162 4212 4217 4242 4262 4712 4722 4742 4752 4812 4822 4832
4842 4852 4862 4872 4912 4922 4932 4942 8112 8142 8152 8162 8172 8182 8202 8212 8332 8342 8352 8362
8412 8422 8442 8452 8482 8512 8552 8617 8622 8652 8662 8672 8712 8722 8732 8772 8782 8793
"""
_TOWNS = frozenset(_TOWN_CODES.split())
"""Capitals of regions and the largest towns whose numbers have six figures behind four."""
_MACHINE_MADE = re.compile(r"[0-9]{10,15}\.0+|[0-9][.,][0-9]+[eEеЕ]\+?1[0-4]")
_ABROAD = re.compile(r" *\+(?!7|8[ (-]*9)[1-9][0-9 ().-]{6,20} *")
SEVEN = frozenset({"RU", "KZ"})
"""The countries that share +7 and the habit of dialling 8 first."""

# Marks inside a number; dashes and spaces in all the forms that text programs make of them.
_GAP = r"[ \t\u00a0\u2007\u2009\u202f().\u2010-\u2015\u2212-]"
_AREA_8 = r"8(?:0[0-9]|1[1-8]|2[01]|3[13-6]|4[0-8]|5[15-7]|6[0-35-79]|7[1-37-9])"  # numbering plan
_EXTENSION = re.compile(
    r"[ \t\u00a0,;(]*(?i:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|[xх#*])"
    r"[ \t\u00a0.:№]*([0-9]{1,7})(?![0-9])\)?"
)
# The shapes that nearly every Russian list consists of; no library is asked about them.
# After a prefix any area code is taken (6xx and 7xx are Kazakhstan); without one only those that
# cannot be the beginning of a longer number.
_PLAIN = re.compile(
    rf"'?{_GAP}*(?:(?:\+?7|8){_GAP}*([346-9][0-9]{{2}})|([349][0-9]{{2}}|{_AREA_8}))"
    rf"{_GAP}*([0-9]{{3}}){_GAP}*([0-9]{{2}}){_GAP}*([0-9]{{2}}){_GAP}*"
    rf"(?:{_EXTENSION.pattern})?"
)
_BEGINNINGS = frozenset("+(0123456789")
_ENDS = frozenset(")0123456789")
_USUAL_SIGNS = frozenset("0+-() ")
_ANY_FIGURE = str.maketrans("123456789", "000000000")
_NO_SIGNS = dict.fromkeys(
    [code for code in range(128) if chr(code) != "\n" and not chr(code).isdigit()]
)
_SEVEN_FIRST = frozenset(f"7{area}" for area in "346789")
_EIGHT_FIRST = frozenset(f"8{area}" for area in "346789")
_OWN_AREAS = frozenset(f"{area}{following}" for area in "349" for following in range(10))
_BETWEEN = re.compile(r"[,;|\r\n]")
"""Parts a cell of several plain numbers; a part that is not one leads to the careful way."""
_AROUND = " \t\r\n,;/|:"
_RUN = re.compile(
    r"(?P<science>[0-9][.,][0-9]{1,14}[eEеЕ]\+?1[0-4])(?![0-9])"
    rf"|\+?{_GAP}?[0-9](?:{_GAP}*[0-9])*"
)
_BRACKETED_TAIL = re.compile(r"(.*[0-9][ ]*)\(([0-9]{1,5})\)?")
_PARTING = re.compile(r"[,;/|\r\n]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_FLOAT_TAIL = re.compile(r"([0-9]{10,15})\.0+")
_NEIGHBOURS = ("375", "380", "373", "374", "992", "993", "994", "995", "996", "998")
_FEWEST = 5
"""Fewer digits beside a real number are a remark («тел. 2», «…-67/68»), not another number."""


def _bare(text: str) -> str:
    """What was typed, without the apostrophe by which programs force a text."""
    return text.strip().lstrip("'").strip()


@dataclass(frozen=True, slots=True)
class _Found:
    """A number inside a text: where it stands with its extension, and what it reads as."""

    start: int
    end: int
    normal: str | None
    ext: str | None


def _read_all(text: str, region: str) -> list[Phone]:
    """The careful way: find runs of digits, part those that hold several numbers."""
    if not any("0" <= c <= "9" for c in text):
        return []
    runs = list(_runs(text))
    long_ones = [run for run in runs if _count(text[run[0] : run[1]]) >= _FEWEST]
    found = [one for run in long_ones for one in _numbers(text, *run, region)]
    if not found:
        return [Phone(None, None, _bare(text))]
    if len(found) == 1:
        return [Phone(found[0].normal, found[0].ext, _bare(text))]
    return [
        Phone(one.normal, one.ext, raw)
        for one, raw in zip(found, _shares(text, found), strict=True)
    ]


def _runs(text: str) -> Iterator[tuple[int, int, str | None, int]]:
    """Runs of digits: start, end, extension and where that ends."""
    place = 0
    while (found := _RUN.search(text, place)) is not None:
        start, end = found.span()
        again = text.find("+", start + 1, end)
        if again > 0 and found["science"] is None:
            end = again
        extension = _EXTENSION.match(text, end)
        after = extension.end() if extension else end
        yield start, end, extension.group(1) if extension else None, after
        place = max(after, start + 1)


def _shares(text: str, found: list[_Found]) -> list[str]:
    """Divide the whole text among its numbers, so that nothing of it is lost.

    A comma, a line break and the like part two numbers. Where there is none, words belong to the
    number before them, unless the text begins with words («Иван 8916… Мария 8903…»).
    """
    words_first = any(c.isalpha() for c in text[: found[0].start])
    edges = [0]
    for one, following in pairwise(found):
        mark = _PARTING.search(text, one.end, following.start)
        if mark:
            edges.append(mark.start())
        else:
            edges.append(one.end if words_first else following.start)
    edges.append(len(text))
    return [_bare(text[a:b].strip(_AROUND)) for a, b in pairwise(edges)]


def _numbers(
    text: str, start: int, end: int, ext: str | None, after: int, region: str
) -> Iterator[_Found]:
    """The numbers of one run: usually one, several when only spaces part them."""
    run = text[start:end]
    normal = _normal(run, region)
    if normal is None and ext is None:
        tail = _BRACKETED_TAIL.fullmatch(run)
        inner = _normal(tail.group(1), region) if tail else None
        if tail and inner:
            yield _Found(start, after, inner, tail.group(2))
            return
    if normal is None and (parts := _parts(run, region)):
        for begin, stop, one in parts:
            last = stop == len(run)
            yield _Found(start + begin, after if last else start + stop, one, ext if last else None)
        return
    yield _Found(start, after, normal, ext)


def _parts(run: str, region: str) -> list[tuple[int, int, str]]:
    """Cut a run at spaces into numbers that are all readable; empty when that is impossible."""
    pieces = [m.span() for m in re.finditer(r"[^ \t\u00a0]+", run)]
    if not 2 <= len(pieces) <= 24:
        return []
    best: dict[int, list[tuple[int, int, str]]] = {len(pieces): []}
    for first in range(len(pieces) - 1, -1, -1):
        for last in range(first, min(first + 8, len(pieces))):
            rest = best.get(last + 1)
            if rest is None:
                continue
            begin, stop = pieces[first][0], pieces[last][1]
            one = _normal(run[begin:stop], region)
            if one is not None:
                best[first] = [(begin, stop, one), *rest]
                break
    return best.get(0, [])


def _count(text: str) -> int:
    return sum("0" <= c <= "9" for c in text)


def _normal(run: str, region: str) -> str | None:
    """E.164 of a run of digits and marks, or None."""
    run = run.strip(" \t\u00a0.-(")
    digits = _NOT_DIGIT.sub("", run)
    if "e" in run.casefold() or "е" in run.casefold():
        run = digits = _from_science(run)
    float_tail = _FLOAT_TAIL.fullmatch(run)
    if float_tail:
        run = digits = float_tail.group(1)
    if not 7 <= len(digits) <= 17:
        return None
    plus = run.startswith("+")
    if region in SEVEN or plus or (region == "ZZ" and re.match("[78][3489]", digits)):
        seven = _seven(run, digits, region, plus=plus)
        if seven is not None:
            return seven
        # Ten and eleven digits without "+" were all judged above: the rest is a slip.
        if region in SEVEN and not plus and len(digits) <= 11:
            return None
    return _abroad(run, digits, region, plus=plus)


def _seven(run: str, digits: str, region: str, *, plus: bool) -> str | None:
    """A number of the +7 zone by the numbering plan, in any grouping; None for all others."""
    if len(digits) == 11:
        # "+8 9…" is no country: somebody wrote "+" before the domestic 8.
        lead = digits[0] == "7" or (digits[0] == "8" and (not plus or digits[1] == "9"))
        return "+7" + digits[1:] if lead and digits[1] in "346789" else None
    if len(digits) != 10 or plus or region not in SEVEN:
        return None
    if re.match(rf"[78]{_GAP}", run):  # a prefix and nine digits: one is missing
        return None
    if digits[0] in "349" or re.match(_AREA_8, digits) or (region == "KZ" and digits[0] in "67"):
        return "+7" + digits
    return None


def _abroad(run: str, digits: str, region: str, *, plus: bool) -> str | None:
    """A number of another country, by the library's numbering plans."""
    if plus:
        return _valid("+" + digits, None)
    if region in SEVEN:
        if digits.startswith("810") and len(digits) > 11:
            return _valid("+" + digits[3:], None)
        if digits.startswith("00") and len(digits) > 11:
            return _valid("+" + digits[2:], None)
        if digits.startswith(_NEIGHBOURS):
            return _valid("+" + digits, None)
        return None
    if region == "ZZ":
        return _valid("+" + digits[2:], None) if digits.startswith("00") else None
    return _valid(run, region)


@lru_cache(maxsize=4096)
def _valid(text: str, region: str | None) -> str | None:
    import phonenumbers  # its numbering plans take 0.1 s: only for numbers from abroad

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _from_science(run: str) -> str:
    """The digits of «7.9161234567E10»; empty when the program has dropped some of them.

    A spreadsheet drops zeros at the end, at most two are likely; «7.92E+10» has lost the number.
    """
    mantissa, power = re.split(r"[eEеЕ]\+?", run, maxsplit=1)
    digits = _NOT_DIGIT.sub("", mantissa)
    missing = int(power) + 1 - len(digits)
    return digits + "0" * missing if 0 <= missing <= 2 else ""
