"""Who a typed line is about: the client's name, and the person inside of a firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.importing.kinds import kind_of_name
from crm_desktop.domain.quick_names import (
    bare,
    company_and_person,
    is_capital,
    is_legal,
    is_like_name,
    is_number,
    is_person,
    is_person_word,
    is_quoted,
    named_words,
    position_at,
    reached_words,
)
from crm_desktop.domain.quick_runs import Run, Sentence
from crm_desktop.domain.quick_values import Mark, Part
from crm_desktop.domain.quick_words import is_act, is_cry, is_deed, is_goods, is_remark
from crm_desktop.late import dataclass

_BEFORE_NAMES = frozenset(
    ("клиент", "клиентка", "заказчик", "заказчица", "имя", "фио", "лид", "заявка", "client",
     "customer", "name", "lead", "for")
)  # fmt: skip
_NEW = frozenset(("новый", "новая", "new"))
_SURE = 2


@dataclass(slots=True)
class Who:
    """The client and the person inside of it, and where they stand."""

    name: str = ""
    contact: str = ""
    position: str = ""
    marks: list[Mark] = field(default_factory=list)


def find_who(sentence: Sentence) -> Who:
    """Take the client's name out of a sentence.

    It stands at the beginning, before a phone or an e-mail, or wherever words show by themselves
    that they are a name. A firm may be followed, or preceded, by somebody who works there.
    """
    who = Who()
    name = _take_name(sentence)
    if name is None:
        return who
    _name_it(who, name)
    following = next((one for one in sentence.left() if one.start >= name.end), None)
    if following is not None and _is_next(sentence, name, following):
        _inside(who, sentence, following)
    return who


def _name_it(who: Who, name: Run) -> None:
    words = name.words()
    skip = _led_in(words)
    words = words[skip:]
    at = company_and_person(words)
    who.name = Run(name.tokens[skip : skip + at], 0).text()
    last = name.tokens[skip + at - 1]
    who.marks.append(Mark(name.start, last.end, Part.CLIENT))
    if at < len(words):
        person = Run(name.tokens[skip + at :], 0)
        who.contact = person.text()
        who.marks.append(Mark(person.start, person.end, Part.CONTACT))


def _led_in(words: Sequence[str]) -> int:
    """How many words only say that a name follows: «клиент», "new lead:"."""
    plain = [bare(one).casefold() for one in words[:2]]
    count = 2 if plain[0] in _NEW else 1
    return count if count < len(words) and plain[count - 1] in _BEFORE_NAMES else 0


def _is_next(sentence: Sentence, name: Run, following: Run) -> bool:
    """Whether nothing stands between but marks, or ways to reach somebody."""
    between = [one for one in sentence.left() if name.end <= one.start < following.start]
    return not between and following.clause - name.clause <= 2 and not following.aside


def _inside(who: Who, sentence: Sentence, run: Run) -> None:
    """Somebody inside of a firm, or the firm of somebody."""
    words = run.words()
    firm = kind_of_name(who.name) is ClientKind.COMPANY
    position = position_at(" ".join(words))
    length = len(position.split())
    if position and length < len(words) and is_person(words[length:]) and firm and not who.contact:
        who.position = position
        person = Run(run.tokens[length:], run.clause)
        who.contact = person.text()
        who.marks += [Mark(run.start, run.end, Part.CONTACT)]
        sentence.use(run)
    elif position and length == len(words) and who.contact and not who.position:
        who.position = position
        who.marks += [Mark(run.start, run.end, Part.CONTACT)]
        sentence.use(run)
    elif firm and not who.contact and is_person(words):
        who.contact = run.text()
        who.marks += [Mark(run.start, run.end, Part.CONTACT)]
        sentence.use(run)
    elif not firm and any(map(is_legal, words)) and (count := named_words(words)):
        if count < len(words):
            run, _rest = sentence.split(run, count)
        if kind_of_name(run.text()) is not ClientKind.COMPANY:
            return
        marks = [Mark(one.start, one.end, Part.CONTACT) for one in who.marks]
        who.contact, who.name = who.name, run.text()
        who.marks = [*marks, Mark(run.start, run.end, Part.CLIENT)]
        sentence.use(run)


def _take_name(sentence: Sentence) -> Run | None:
    runs = sentence.left()
    if not runs:
        return None
    first = runs[0]
    if sentence.leads(first) and is_cry(first.words()[0]) and len(first.tokens) > 1:
        _cry, first = sentence.split(first, 1)
        opens = True
    else:
        opens = sentence.leads(first)
    span = (0, 0)
    if opens and not first.aside and not is_deed(first.words()[0]):
        span = _at_beginning(sentence, first)
    if span[0] == span[1]:
        other = _elsewhere(sentence, runs)
        if other is None:
            span = _first_word(sentence, first) if opens else (0, 0)
        else:
            first, span = other
    if span[0] == span[1]:
        return None
    return _cut(sentence, first, *span)


def _at_beginning(sentence: Sentence, run: Run) -> tuple[int, int]:
    words = run.words()
    skip = _led_in(words)
    count = named_words(words[skip:])
    deeds = any(map(is_deed, words))
    if sentence.next_part(run) is Part.POINT and not deeds:
        begin, end = reached_words(words[skip:])
        return (0 if begin == 0 else begin + skip), end + skip
    if deeds:
        count = min(count, next(at for at, one in enumerate(words) if is_deed(one)) - skip)
    return (0, count + skip) if count > 0 else (0, 0)


def _first_word(sentence: Sentence, run: Run) -> tuple[int, int]:
    """A line in small letters: a name by its form, or one word before a count."""
    words = run.words()
    if is_number(words[0]) or is_deed(words[0]) or is_remark(words) or not words[0][:1].isalpha():
        return 0, 0
    alone = len(words) == 1 and sentence.next_part(run) in {Part.ADDRESS, Part.INN}
    likely = is_like_name(words[0]) or alone
    counted = len(words) > 2 and is_number(words[1]) and is_goods(words[1:])
    if not (likely or counted):
        return 0, 0
    count = 1
    while count < len(words) and is_like_name(words[count]) and not is_deed(words[count]):
        count += 1
    return 0, count


def _elsewhere(sentence: Sentence, runs: Sequence[Run]) -> tuple[Run, tuple[int, int]] | None:
    """The words that look most like a name, when a line begins with something else."""
    best: tuple[int, Run, tuple[int, int]] | None = None
    opening = runs[0]
    for run in runs:
        words = run.words()
        acts = any(map(is_act, words))
        if run.aside or acts or is_remark(words):
            continue
        for begin, end in _spans(words):
            score = _score(sentence, run, begin, end)
            if run is opening and begin == 0 and not sentence.leads(run):
                score += 1
            if score >= _SURE and (best is None or score > best[0]):
                best = (score, run, (begin, end))
    return best[1:] if best is not None else None


def _spans(words: Sequence[str]) -> list[tuple[int, int]]:
    """Words in a row that are written as a name is."""
    found = []
    begin = None
    for at, word in enumerate([*words, "0"]):
        forced = begin is not None and is_legal(words[at - 1]) and at < len(words)
        counted = at > 0 and is_number(words[at - 1]) and not is_capital(word)
        named = is_capital(word) or is_quoted(word) or is_person_word(word) or is_like_name(word)
        if not is_number(word) and not is_deed(word) and not counted and (named or forced):
            begin = at if begin is None else begin
        elif begin is not None:
            found.append((begin, at))
            begin = None
    return found


def _score(sentence: Sentence, run: Run, begin: int, end: int) -> int:
    words = run.words()
    named = words[begin:end]
    score = sum(2 for one in named if is_person_word(one) or is_legal(one))
    score += 1 if any(map(is_capital, named)) else 0
    score += 1 if any(map(is_like_name, named)) else 0
    if begin > 0 and bare(words[begin - 1]).casefold() in _BEFORE_NAMES:
        score += 2
    if begin == 0 and sentence.last_part(run) is Part.POINT:
        score += 2
    if end == len(words) and sentence.next_part(run) is Part.POINT:
        score += 2
    return score


def _cut(sentence: Sentence, run: Run, begin: int, end: int) -> Run:
    if begin > 0 and bare(run.words()[begin - 1]).casefold() in _BEFORE_NAMES:
        begin -= 1
    if end < len(run.tokens):
        run, _rest = sentence.split(run, end)
    if begin > 0:
        _before, run = sentence.split(run, begin)
    sentence.use(run)
    return run
