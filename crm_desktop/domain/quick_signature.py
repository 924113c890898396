"""Who signs: name, position and firm on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm_desktop.domain.quick_names import (
    bare,
    is_capital,
    is_legal,
    is_person,
    is_quoted,
    position_at,
)
from crm_desktop.domain.quick_runs import Run, Sentence
from crm_desktop.domain.quick_values import Mark, Part, Span
from crm_desktop.domain.quick_who import Who, find_who
from crm_desktop.domain.quick_words import is_deed

_CLOSING = re.compile(
    r"^[ \t]*(?:--+[ \t]*$|(?:с (?:уважением|наилучшими пожеланиями|почтением)|всего доброго"
    r"|хорошего дня|спасибо|(?:best|kind|warm|with kind|with best)?[ ]?(?:regards|wishes)"
    r"|yours (?:sincerely|faithfully|truly)|sincerely|cheers|thanks|thank you|many thanks)"
    r"[ \t]*[,.!]?[ \t]*(?=$|[А-ЯЁA-Z]))",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = {
    "name": re.compile(r"(?:имя|фио|ф\.и\.о\.|name|contact|контакт(?:ное лицо)?)$", re.IGNORECASE),
    "firm": re.compile(r"(?:компания|организация|фирма|company|organi[sz]ation)$", re.IGNORECASE),
    "position": re.compile(r"(?:должность|position|title|job)$", re.IGNORECASE),
}


def closing_at(text: str) -> Span | None:
    """Where a letter ends and its signature begins: the closing words, from and to.

    The last such words count, and only when something follows them.
    """
    found = [one for one in _CLOSING.finditer(text) if text[one.end() :].strip()]
    if not found:
        return None
    begin, end = found[-1].span()
    for earlier in reversed(found[:-1]):
        if text[earlier.end() : begin].strip():
            break
        begin = earlier.start()
    return begin, end


def find_signed(sentence: Sentence) -> Who:
    """The firm, the person and the position on lines of their own; else as in one line."""
    who = Who()
    person = firm = position = None
    for run in sentence.left():
        label, rest = _labelled(run)
        words = rest.words()
        if run.aside or not words:
            continue
        if firm is None and (label == "firm" or (not label and _is_firm(words))):
            firm = run
        elif person is None and (label == "name" or (not label and _is_person(sentence, run))):
            person = run
        elif position is None and (label == "position" or (not label and _is_position(words))):
            position = run
    if firm is None and person is None:
        return find_who(sentence)
    _sign(who, sentence, firm, person, position)
    return who


def _sign(
    who: Who, sentence: Sentence, firm: Run | None, person: Run | None, position: Run | None
) -> None:
    """Whoever is there alone is the client; a person beside a firm works in it."""
    if firm is not None:
        who.name = _take(who, sentence, firm, Part.CLIENT)
        if person is not None:
            who.contact = _take(who, sentence, person, Part.CONTACT)
            if position is not None:
                who.position = _take(who, sentence, position, Part.CONTACT)
    elif person is not None:
        who.name = _take(who, sentence, person, Part.CLIENT)


def _take(who: Who, sentence: Sentence, run: Run, part: Part) -> str:
    sentence.use(run)
    who.marks.append(Mark(run.start, run.end, part))
    return _labelled(run)[1].text()


def _labelled(run: Run) -> tuple[str, Run]:
    """The name of the field that a run begins with, and the run without it."""
    first = run.tokens[0].text
    if len(run.tokens) > 1 and first.endswith(":"):
        for name, pattern in _LABEL.items():
            if pattern.match(bare(first)):
                return name, Run(run.tokens[1:], run.clause, run.aside)
    return "", run


def _is_firm(words: Sequence[str]) -> bool:
    """«ООО «Ромашка»», "Acme Ltd", «Кафе «Уют»»."""
    return len(words) <= 6 and (
        any(
            is_legal(one) and bare(one).casefold() not in {"mr", "mrs", "ms", "dr"} for one in words
        )
        or is_quoted(words[-1])
    )


def _is_person(sentence: Sentence, run: Run) -> bool:
    words = run.words()
    if is_deed(words[0]):
        return False
    alone = len(words) == 2 and all(map(is_capital, words)) and sentence.fills_line(run)
    return is_person(words) or alone


def _is_position(words: Sequence[str]) -> bool:
    text = " ".join(words)
    found = position_at(text)
    return bool(found) and len(text) <= 60
