"""One line for a client, a deal and a task: «Иванов 8 916 123-45-67 три окна 45 000 до пятницы»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from crm_desktop.domain.money import minor_digits, parse_money
from crm_desktop.domain.phones import parse_phones
from crm_desktop.domain.problems import REQUIRED, Problem
from crm_desktop.domain.text import clean_text, email_normal
from crm_desktop.domain.when import find_when

LONGEST = 1_000
"""Signs of a line that are looked at; more is no line."""
MOST_NAME_WORDS = 5
LEAST_LOCAL_DIGITS, MOST_LOCAL_DIGITS = 9, 11
SURE_AMOUNT, LEAST_AMOUNT = 10_000, 1_000
"""A bare number: from the first on it is money; from the second on, unless a word follows it."""


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says; "" and None for what it does not say. `amount` in minor units."""

    name: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    deal: str = ""
    amount: int | None = None
    task: str = ""
    due_on: date | None = None
    due_time: str = ""

    @property
    def client_said(self) -> bool:
        """Whether the line says who it is about."""
        return bool(self.name or self.phones or self.email)

    @property
    def deal_said(self) -> bool:
        """Whether there is something to sell in it."""
        return bool(self.deal) or self.amount is not None

    @property
    def task_said(self) -> bool:
        """Whether there is something to do in it."""
        return bool(self.task) or self.due_on is not None


def check(entry: QuickEntry) -> Iterator[Problem]:
    """A line must say something; a deal is somebody's."""
    if not (entry.client_said or entry.deal_said or entry.task):
        yield Problem("text", REQUIRED)
    elif entry.deal_said and not entry.client_said:
        yield Problem("client_id", REQUIRED)


def parse(
    text: str, now: datetime, *, language: str = "ru", currency: str = "RUB", region: str = "RU"
) -> QuickEntry:
    """Read a line; whatever is no phone, e-mail, day, time or amount stays in its words."""
    line = _Line(" ".join(clean_text(text[:LONGEST]).split()))
    email = _take_email(line)
    phones = _take_phones(line, region)
    when = find_when(line.text, now, language)
    for span in when.spans:
        line.take(*span)
    amount = _take_amount(line, currency)
    parts = line.parts()
    name, parts = _name_of(parts, reached=bool(phones or email))
    deal, task = _deal_and_task(parts)
    return QuickEntry(name, phones, email, deal, amount, task, when.day, when.time)


class _Line:
    """The line with what was taken out of it covered by a sign that parts its words."""

    GAP = "\x00"

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, start: int, end: int) -> str:
        taken = self.text[start:end]
        self.text = self.text[:start] + self.GAP * (end - start) + self.text[end:]
        return taken

    def parts(self) -> list[str]:
        """The words that are left, part by part; a part that was nothing but marks is gone.

        The first part is "" when something was taken before the first word.
        """
        pieces = re.split(f"{self.GAP}+", self.text)
        cleaned = [_trimmed(piece) for piece in pieces]
        return [one for place, one in enumerate(cleaned) if one or place == 0]


_MARKS = " ,;.:—–-/|()"
_LABEL = re.compile(
    r"(?:\b(?:тел(?:ефон)?|моб(?:ильный)?|почта|e-?mail|phone|tel|mob(?:ile)?|за|for|на сумму"
    r"|сумма|цена|итого|срок|дата|total|price)\b[.:]?|(?<!\w)(?-i:[тм]\.))\s*$",
    re.IGNORECASE,
)


def _trimmed(piece: str) -> str:
    text = piece.rstrip()
    while (shorter := _bare(_LABEL.sub("", text))) != text:
        text = shorter
    return text


def _bare(text: str) -> str:
    """A text without the marks around it; the dot of an initial belongs to the name."""
    bare = text.strip(_MARKS)
    dotted = text[text.rfind(bare) + len(bare) :].startswith(".")
    return f"{bare}." if dotted and re.search(r"(?<!\w)[^\W\d_]$", bare) else bare


_EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")
_PHONE = re.compile(
    r"(?<![\w.,+])(?:\+?7|8)[\s(-]*[3-9]\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?![\d-])"
    r"|(?<![\w.,+])\(\d{3,5}\)\s?\d{1,3}(?:[\s-]\d{2}){2}(?![\d-])"
    r"|(?<![\w.,+-])9\d{2}[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?![\d-])"
    r"|(?<![\w.,+-])\d{3}-\d{2}-\d{2}(?![\d-])"
)
_LEADING_ZERO = re.compile(r"(?<![\w.,+])\(?0\d{1,4}\)?(?:[\s-]\d{2,5}){1,4}(?![\d-])")
_ABROAD = re.compile(r"(?<![\w+])\+\d{1,3}(?:[\s().-]{0,2}\d){6,14}(?!\d)")


def _take_email(line: _Line) -> str:
    for found in _EMAIL.finditer(line.text):
        email = email_normal(found[0])
        if email:
            line.take(*found.span())
            return email
    return ""


def _take_phones(line: _Line, region: str) -> tuple[str, ...]:
    phones = []
    for pattern in (_PHONE, _ABROAD):
        while found := pattern.search(line.text):
            start, end = found.span()
            if pattern is _ABROAD:
                end = _end_of_number(line.text, start, end, region)
            phones.append(line.take(start, end).strip(" ,;"))
    for found in _LEADING_ZERO.finditer(line.text):
        span = _local_number(found)
        if span is not None:
            phones.append(line.take(*span))
    return tuple(phones)


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


_SIGNS = {"₽": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT"}
_NAMES = {
    "р": "RUB",
    "r": "RUB",
    "руб": "RUB",
    "rub": "RUB",
    "usd": "USD",
    "дол": "USD",
    "eur": "EUR",
    "евр": "EUR",
    "gbp": "GBP",
    "тен": "KZT",
    "тг": "KZT",
    "kzt": "KZT",
}
_AMOUNT = re.compile(
    r"(?<![\w.,/:*×+'’-])([₽$€£₸]\s?)?"
    r"(\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?"
    r"|\d{1,12}(?:[.,]\d{1,2})?)"
    r"(?:\s?(млн|mln|тыс|т\.\s?р|тр)\.?|(?:([кk])(?!\w)))?"
    r"(\s?(?:[₽$€£₸]|(?:руб(?:л\w{1,2})?|rub|usd|eur(?:o)?|евро|gbp|долл?(?:ар\w{0,2})?|kzt|тенге|тг"
    r"|р|r)(?!\w)\.?))?(?![\w/*×:]|[.,]\d)",
    re.IGNORECASE,
)


_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")


def _take_amount(line: _Line, currency: str) -> int | None:
    """The amount of the deal, in the base's currency: an amount in another one stays in words."""
    best: tuple[int, int, tuple[int, int], int] | None = None
    for found in _AMOUNT.finditer(line.text):
        before, figures, times, kilo, after = found.groups()
        said = _currency_of(before or after or "")
        if said not in {"", currency}:
            continue
        if _GROUPED.fullmatch(figures):
            figures = figures.replace(",", "")
        value = parse_money(figures + _times_of(times or kilo or ""), currency)
        if value is None:
            continue
        sure = _sureness(line.text, found, value // 10 ** minor_digits(currency))
        if sure and (best is None or (sure, value) > best[:2]):
            best = (sure, value, found.span(), value)
    if best is None:
        return None
    line.take(*best[2])
    return best[3]


def _sureness(text: str, found: re.Match[str], whole: int) -> int:
    """3: said to be money; 2: written as money is; 1: large enough to be; 0: a number."""
    before, figures, times, kilo, after = found.groups()
    if before or after or times or kilo:
        return 3
    if re.search(r"[^\d]", figures):
        return 2
    if whole >= SURE_AMOUNT:
        return 1
    word_follows = re.match(r"\s*[^\W\d_]", text[found.end() :]) is not None
    return 1 if whole >= LEAST_AMOUNT and not word_follows else 0


def _currency_of(mark: str) -> str:
    plain = mark.strip(" .").casefold()
    if not plain:
        return ""
    return _SIGNS.get(plain) or _NAMES.get(plain[:3]) or _NAMES.get(plain[:1], "")


def _times_of(said: str) -> str:
    plain = said.casefold().replace(" ", "")
    return {"": "", "к": "k", "k": "k", "тр": " тыс", "т.р": " тыс"}.get(plain, f" {plain}")


_TOKEN = re.compile(r"[«\"“„][^»\"”]*[»\"”]|\S+")
_LEGAL = {
    "ооо", "ип", "ао", "зао", "пао", "оао", "нко", "ано", "тсж", "снт", "кфх",
    "llc", "ltd", "inc", "gmbh", "mr", "mrs", "ms", "dr",
}  # fmt: skip
_DO = re.compile(
    r"^(?:по|под|пере|до|со?|от|вы|при|за|у|об?|на|раз)?(?:звон|набр|писа|напис|слат|сла|правит|встре|замер"
    r"|помн|знат|точн|езди|ехать|вез|вест|достав|монтаж|станов|брать|зять|плат|говор|судит|готов"
    r"|делать|провер|спрос|прос|дать|гласов|черт|каз|став|вяз|куп|ходит)\w*$"
    r"|^(?:call|phone|ring|write|send|e-?mail|meet|visit|remind|ask|deliver|install|check|follow"
    r"|prepare|pay|talk|discuss|measure|collect|invoice)$",
    re.IGNORECASE,
)
_VERB_END = re.compile(r"(?:ть|ти|чь|ться|тись)$", re.IGNORECASE)
_DEEDS = frozenset(("встреча", "встречу", "замер", "доставка", "монтаж", "звонок", "напоминание"))


def _name_of(parts: list[str], *, reached: bool) -> tuple[str, list[str]]:
    """The name at the beginning of the words, and the words without it.

    Before a phone or an e-mail a few words are the name as they stand; else capitals, legal forms
    and quoted names are, and the first word of a line without any.
    """
    if not parts or not parts[0]:
        return _name_behind(parts[1:])
    words = _TOKEN.findall(parts[0])
    if _is_deed(words[0]):
        return "", parts
    count = _named_words(words)
    if reached and len(words) <= MOST_NAME_WORDS and not any(map(_is_deed, words)):
        count = len(words) if len(parts) > 1 or count == 0 else count
    if count == 0 and words[0][:1].isalpha():
        count = 1
    name = _bare(" ".join(words[:count]))
    rest = " ".join(words[count:]).strip(_MARKS)
    return name, [one for one in (rest, *parts[1:]) if one]


def _name_behind(parts: list[str]) -> tuple[str, list[str]]:
    """In a line that begins with a phone or a day only capitals make a name."""
    if not parts:
        return "", parts
    words = _TOKEN.findall(parts[0])
    count = 0 if _is_deed(words[0]) else _named_words(words)
    rest = " ".join(words[count:]).strip(_MARKS)
    return _bare(" ".join(words[:count])), [one for one in (rest, *parts[1:]) if one]


def _named_words(words: list[str]) -> int:
    """How many words at the beginning are written as a name is."""
    count = 0
    for word in words[:MOST_NAME_WORDS]:
        bare = word.strip(_MARKS)
        legal = bare.casefold() in _LEGAL
        quoted = word[:1] in '«"“„'
        if not (legal or quoted or bare[:1].isupper()) or _is_deed(bare):
            break
        count += 1
        if quoted or word.endswith((",", ";", ":")):
            break
    return count


def _deal_and_task(parts: list[str]) -> tuple[str, str]:
    """What is left: from a word of doing on it is the task, everything else the deal."""
    deal: list[str] = []
    task: list[str] = []
    for part in parts:
        words = part.split()
        at = next((place for place, word in enumerate(words) if _is_deed(word)), None)
        if at is None or task:
            deal.append(part)
        else:
            deal.append(" ".join(words[:at]).strip(_MARKS))
            task.append(" ".join(words[at:]))
    return " ".join(one for one in deal if one), " ".join(task)


def _is_deed(word: str) -> bool:
    bare = word.strip(_MARKS + '«»"“”').casefold()
    if bare in _DEEDS:
        return True
    found = _DO.match(bare)
    return found is not None and (bare.isascii() or _VERB_END.search(bare) is not None)
