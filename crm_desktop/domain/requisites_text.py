"""A firm's card pasted as text, read into fields: what was found, from which words, what is odd.

Labels may come in any order, several in a line, with their value behind them or on the next line;
numbers and names without a label are known by their form. Nothing is dropped in silence: what no
field takes comes back in `others`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from crm_desktop.domain.problems import Problem, code
from crm_desktop.domain.requisites_card import Card, Found, doubts_of
from crm_desktop.domain.requisites_labels import (
    ACTUAL,
    FULL_NAME,
    HEADING,
    INN_KPP,
    OTHER,
    PERSON,
    SORT_CODE,
    Label,
    find_labels,
    label_of,
)
from crm_desktop.domain.requisites_people import in_genitive, nominative, title_and_name
from crm_desktop.domain.requisites_values import (
    ABROAD_PLACE,
    BANK,
    EDGES,
    FORM,
    IN_BANK,
    LATER,
    LENGTHS,
    MAIL,
    SHORT,
    SITE,
    TRADER,
    by_form,
    foreign,
    number_at,
)
from crm_desktop.domain.text import clean_text
from crm_desktop.late import dataclass

GENITIVE = code("requisites.name-in-genitive")
LONGEST = 20_000
"""Characters that are looked at; a card has one page."""
_CONTINUED = ("address", ACTUAL, "name", FULL_NAME, "bank_name")
_MULTILINE = 4


def parse_card(text: str) -> Card:
    """Read a pasted card; an empty or foreign text gives an empty card."""
    reading = _Reading()
    for line in _lines(text):
        reading.line(line)
    return reading.card()


# -- the lines -------------------------------------------------------------------------------

_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BULLET = " \t•·●▪*–—-|;,.)№"
_AFTER_LABEL = re.compile(r"^[\s:=|.№–—-]+|^\((?:[^)]{0,40})\)\s*:?\s*")


def _lines(text: str) -> Iterator[str]:
    plain = _INVISIBLE.sub("", clean_text(text[:LONGEST]))
    for line in plain.split("\n"):
        bare = _SPACES.sub(" ", line).strip(" ")
        if bare.strip(_BULLET):
            yield bare


def _labels(line: str) -> list[tuple[re.Match[str], Label]]:
    """The labels that count in a line, in order."""
    found: list[tuple[re.Match[str], Label]] = []
    for match in find_labels(line):
        label = label_of(match)
        before, after = line[: match.start()], line[match.end() :].lstrip(" ")
        first = not before.strip(_BULLET + "0123456789")
        marked = after.startswith((":", "\t")) or before.rstrip(" ").endswith(("\t", "|", ";"))
        if first or label.strong or marked:
            found.append((match, label))
    return found


# -- reading ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    found: dict[str, Found] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    waiting: tuple[Label, str] | None = None
    """A label whose value is on the next line, and its words."""
    last: str = ""
    """The field that the next line may continue."""
    lines: int = 0
    first: bool = True
    perhaps: str = ""
    """A first line that is a name if the text turns out to be a card."""

    def line(self, line: str) -> None:
        """Take one line."""
        labels = _labels(line)
        begin = labels[0][0].start() if labels else len(line)
        head = line[:begin].lstrip(_BULLET).rstrip(EDGES)
        if head and not (
            labels and head.strip(".)").isdigit()
        ):  # a digit before a label numbers the line
            self._unlabelled(head)
        for place, (match, label) in enumerate(labels):
            end = labels[place + 1][0].start() if place + 1 < len(labels) else len(line)
            self._labelled(label, match.group(), line[match.end() : end])
        self.first = False

    def card(self) -> Card:
        """Everything together, with what is doubtful about it."""
        self._settle_names()
        if "address" not in self.found and ACTUAL in self.found:
            actual = self.found.pop(ACTUAL)
            self.found["address"] = Found("address", actual.value, actual.source)
        found = tuple(one for name, one in self.found.items() if name != FULL_NAME)
        card = Card(found, tuple(self.others))
        return Card(found, card.others, (*self.doubts, *doubts_of(card)))

    # one piece

    def _labelled(self, label: Label, said: str, rest: str) -> None:
        value = _after_label(rest)
        if label.field == HEADING:
            self._end()
            if value.strip(EDGES):
                self._unlabelled(value.strip(EDGES))
            return
        self._end()
        if not value.strip(EDGES + "_./"):
            self.waiting = (label, said)
            return
        self._put(label, said, value, said + rest)

    def _unlabelled(self, text: str) -> None:
        if self.waiting is not None:
            label, said = self.waiting
            self.waiting = None
            self._put(label, said, text, f"{said}: {text}")
        elif not self._by_form(text) and not self._continue(text):
            if self.first and len(text) < 100 and any(sign.isalpha() for sign in text):
                self.perhaps = text
            else:
                self._other(text)

    def _put(self, label: Label, said: str, value: str, source: str) -> None:
        """Give a labelled value to its field."""
        name = label.field
        if name == OTHER:
            self._other(f"{said} {value.strip(EDGES)}")
        elif name == INN_KPP:
            self._number("inn", value, source)
        elif name in ("account", "bik") and foreign(name, value):
            self._keep(name, foreign(name, value), source)
        elif name == SORT_CODE:
            self._sort_code(value, source)
        elif name == "inn" and not re.search(r"[А-Яа-я]", said):
            self._keep("inn", value.strip(EDGES), source)
        elif name in LENGTHS and re.search(r"[А-Яа-я]", said):
            self._number(name, value, source)
        elif name in (PERSON, "director"):
            self._person(said if name == "director" else "", value, source)
        elif name == "accountant":
            self._keep(name, title_and_name(value)[1], source)
        elif name == "email":
            self._mail(value, source)
        else:
            self._text(name, value, source)

    def _number(self, name: str, value: str, source: str) -> None:
        number, rest = number_at(value.strip(EDGES), name)
        if not number:
            self._other(source)
            return
        self._keep(name, number, source)
        rest = rest.lstrip(" /\\|,;.")
        kpp, more = number_at(rest, "kpp") if name == "inn" else ("", rest)
        if len(kpp) == 9:
            self._keep("kpp", kpp, source)
            rest = more
        rest = rest.strip(EDGES)
        if BANK.search(rest):
            self._keep("bank_name", IN_BANK.sub("", rest), source)
        elif any(sign.isalnum() for sign in rest) and not self._by_form(rest):
            self._other(rest)

    def _sort_code(self, value: str, source: str) -> None:
        digits = value.strip(EDGES)
        held = self.found.get("account")
        self._keep("bik", digits, source)
        if held is None:
            self.last = ""

    def _person(self, said: str, value: str, source: str) -> None:
        title, name = title_and_name(value)
        if not title and _is_title(said):
            title, name = title_and_name(f"{said} {value}")
        if not name:
            self._other(source)
            return
        if in_genitive(name):
            self.doubts.append(Problem("director", GENITIVE, {"name": name}))
            name = nominative(name)
        self._keep("director", name, source)
        if title:
            self._keep("director_title", title, source)

    def _mail(self, value: str, source: str) -> None:
        found = MAIL.search(value)
        if found is None:
            self._text("email", value, source)
            return
        self._without_mail(value, source)

    def _without_mail(self, value: str, source: str) -> str:
        """Addresses of mail and sites stand behind phones without a label of their own."""
        for name, pattern in (("email", MAIL), ("site", SITE)):
            for found in pattern.finditer(value):
                self._keep(name, found.group(), source)
            value = pattern.sub("", value)
        return value.strip(EDGES)

    def _text(self, name: str, value: str, source: str) -> None:
        plain = LATER.sub("", self._without_mail(value, source)).strip(EDGES).replace("\t", " ")
        if name == "bank_name":
            plain = IN_BANK.sub("", plain)
        if plain:
            self._keep(name, plain, source)
            self.last, self.lines = (name, 1) if name in _CONTINUED else ("", 0)

    def _keep(self, name: str, value: str, source: str) -> None:
        """The first value stays; another one of the same field is told, not lost."""
        held = self.found.get(name)
        if held is None:
            self.found[name] = Found(name, value, source.strip(EDGES).replace("\t", " "))
        elif held.value != value:
            self._other(source)

    def _other(self, text: str) -> None:
        plain = text.strip(EDGES).replace("\t", " ")
        if plain and plain not in self.others:
            self.others.append(plain)

    def _end(self) -> None:
        if self.waiting is not None:
            self.waiting = None
        self.last = ""

    # without a label

    def _by_form(self, text: str) -> bool:
        """A value that shows by itself what it is."""
        known = by_form(text)
        if known is not None:
            name, value = known
            if name == "address":
                if self.last == "address":
                    return False
                self.last, self.lines = "address", 1
            return self._took(name, value)
        if BANK.search(text) and "name" in self.found:
            return self._took("bank_name", IN_BANK.sub("", text))
        if TRADER.match(text) or FORM.search(text):
            self.last, self.lines = "name", 1
            return self._took("name", LATER.sub("", text).strip(EDGES))
        return False

    def _took(self, name: str, value: str) -> bool:
        self._keep(name, value, value)
        return True

    def _continue(self, text: str) -> bool:
        """A further line of an address, of a name with an open quotation mark, of a bank."""
        held = self.found.get(self.last)
        if held is None or self.lines >= _MULTILINE:
            return False
        if self.last == "name" and "address" not in self.found and ABROAD_PLACE.match(text):
            self.last, self.lines = "address", 1
            return self._took("address", text)
        opened = held.value.count("«") > held.value.count("»")
        address = self.last in ("address", ACTUAL)
        if not (address or opened or held.value.endswith(",")):
            return False
        joint = " " if opened or held.value.endswith(",") else ", "
        value = f"{held.value}{joint}{text.strip(EDGES)}"
        self.found[self.last] = Found(self.last, value, f"{held.source} {text}")
        self.lines += 1
        return True

    def _settle_names(self) -> None:
        """The short name is printed; the full one, or the person's, where there is no other."""
        full = self.found.get(FULL_NAME)
        short = SHORT.search(full.value) if full is not None else None
        if full is not None:
            name = short.group(1) if short is not None else full.value
            self.found.setdefault("name", Found("name", name, full.source))
        if self.perhaps and self.found:
            self._keep("name", self.perhaps, self.perhaps)
        elif self.perhaps:
            self._other(self.perhaps)
        person = self.found.get("director")
        if person is not None and len(self.found.get("inn", person).value) == 12:
            self.found.setdefault("name", Found("name", person.value, person.source))


def _after_label(rest: str) -> str:
    before = None
    while before != rest:
        before, rest = rest, _AFTER_LABEL.sub("", rest, count=1)
    return rest


def _is_title(said: str) -> bool:
    return bool(title_and_name(said)[0])
