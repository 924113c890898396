"""Which words of a typed line are somebody's name: capitals, legal forms, first names, endings."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKS = " \t,;.:—–-/|()!?"
MOST_NAME_WORDS = 5
_QUOTES = '«"“„'
_LEGAL = {
    "ооо", "ип", "ао", "зао", "пао", "оао", "нко", "ано", "тсж", "снт", "кфх", "гуп", "муп",
    "llc", "ltd", "inc", "gmbh", "plc", "corp", "co", "mr", "mrs", "ms", "dr",
}  # fmt: skip
_COMPANY_BEFORE = {
    "ооо",
    "ао",
    "зао",
    "пао",
    "оао",
    "нко",
    "ано",
    "тсж",
    "снт",
    "кфх",
    "гуп",
    "муп",
}
_COMPANY_BEHIND = {"llc", "ltd", "inc", "gmbh", "plc", "corp", "co"}
_FIRST_SAID = """
    александр алексей анатолий андрей антон аркадий арсений артём артем артур богдан борис вадим
    валентин валерий василий виктор виталий владимир владислав вячеслав геннадий георгий глеб
    григорий даниил данила денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид
    максим марк михаил никита николай олег павел пётр петр роман руслан сергей станислав степан
    тимофей тимур фёдор федор эдуард юрий яков ярослав ринат рустам ахмед магомед
    алина алла анастасия ангелина анна антонина валентина валерия варвара вера вероника виктория
    галина дарья диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина карина кира
    кристина ксения лариса лидия лилия любовь людмила маргарита марина мария милана надежда наталия
    наталья нина оксана олеся ольга полина раиса регина светлана снежана софия софья тамара татьяна
    ульяна эльвира юлия яна
    саша лёша леша паша миша дима коля вася петя толя женя серёга серега слава юра гена витя вова
    володя ваня костя рома катя маша настя наташа оля таня лена ира света юля аня даша лиза соня
    люда галя надя люба рита валя
"""
_FIRST = frozenset(_FIRST_SAID.split())
_FIRST_ENGLISH_SAID = """
    james john robert michael william david richard joseph thomas charles daniel matthew anthony
    mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason
    jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
    samuel gregory frank alexander patrick jack dennis jerry tyler aaron henry peter adam nathan
    zachary kyle simon martin oliver harry tom bob mike jim joe dave steve chris tony ben sam dan
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
    sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie
    rebecca laura helen sharon cynthia kathleen amy angela anna emma olivia sophia kate jane julia
    alice lucy claire diana megan rachel hannah victoria nora
"""
_FIRST_ENGLISH = frozenset(_FIRST_ENGLISH_SAID.split())
_PATRONYMIC = re.compile(r"\w{2,}(?:ович|евич|ьич|овна|евна|ична|инична)$", re.IGNORECASE)
_SURNAME = re.compile(
    r"[^\W\d_]{2,}(?:ов|ев|ёв|ова|ева|ёва|ский|ская|цкий|цкая|енко|чук|дзе|швили)$", re.IGNORECASE
)
_NUMBER_WORDS_SAID = """
    один одна одно одну два две три четыре пять шесть семь восемь девять десять пара пару двое
    one two three four five six seven eight nine ten a an the some
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_SAID.split())
_JOINTS = frozenset(("и", "у", "на", "&", "+", "of", "the", "and", "де", "van", "von", "de"))
_POSITION = re.compile(
    r"(?:(?:генеральн|исполнительн|коммерческ|финансов|технич|главн|старш|ведущ)\w*\s+|зам\.?\s+"
    r"|гл\.?\s+)?(?:директор\w*|менеджер\w*|бухгалтер\w*|инженер\w*|прораб\w*|снабжен\w+|закупщик\w*"
    r"|секретар\w*|администратор\w*|управляющ\w+|руководител\w*|начальник\w*|юрист\w*|логист\w*"
    r"|специалист\w*|владелец|владелица)(?:\s+по\s+[а-яё]+)?"
    r"|(?:(?:general|sales|office|project|managing|account|purchasing|chief|senior|head)\s+)*"
    r"(?:manager|director|buyer|accountant|owner|ceo|cfo|cto|engineer|secretary|assistant|foreman)"
    r"|head of \w+",
    re.IGNORECASE,
)


def bare(word: str) -> str:
    """A word without the marks and quotes around it."""
    return word.strip(MARKS + '«»"“”„')


def is_capital(word: str) -> bool:
    """Whether a word begins as names do."""
    return bare(word)[:1].isupper()


def is_quoted(word: str) -> bool:
    """Whether a word, or several that were kept together, stands in quotes."""
    return word[:1] in _QUOTES


def is_legal(word: str) -> bool:
    """A legal form or a form of address."""
    return bare(word).casefold() in _LEGAL


def is_number(word: str) -> bool:
    """A count in figures or in words, and what stands before things in English."""
    plain = bare(word).casefold()
    return plain[:1].isdigit() or plain in _NUMBER_WORDS


def is_person_word(word: str) -> bool:
    """A first name or a patronymic, in whatever case."""
    plain = bare(word).casefold()
    known = plain in _FIRST or plain in _FIRST_ENGLISH
    return known or _PATRONYMIC.fullmatch(plain) is not None


def is_english_first(word: str) -> bool:
    """An English first name in small letters."""
    return bare(word) in _FIRST_ENGLISH


def is_like_name(word: str) -> bool:
    """Whether a word in small letters is likely to be a name."""
    return (
        is_person_word(word)
        or is_legal(word)
        or _is_initial(word)
        or _SURNAME.fullmatch(bare(word)) is not None
    )


def position_at(text: str) -> str:
    """The position in a firm that a text begins with, "" for none."""
    found = _POSITION.match(text)
    if found is None or text[found.end() : found.end() + 1].isalnum():
        return ""
    return found[0]


def is_person(words: Sequence[str]) -> bool:
    """«Пётр Иванов», "John Smith", «Иванова Анна Сергеевна», «Сидоров П. С.»."""
    if not 1 <= len(words) <= 3 or not all(is_capital(one) for one in words):
        return False
    return any(is_person_word(one) or _is_initial(one) for one in words)


def _is_initial(word: str) -> bool:
    return re.fullmatch(r"[^\W\d_]\.(?:[^\W\d_]\.)?", word.strip(",;")) is not None


def named_words(words: Sequence[str]) -> int:
    """How many words at the beginning are written as a name is."""
    count = 0
    for place, word in enumerate(words[:MOST_NAME_WORDS]):
        kind = place == 0 and len(words) > 1 and is_quoted(words[1]) and word[:1].isalpha()
        behind = bare(words[place - 1]).casefold() if place > 0 else ""
        joint = word == "&" and 0 < place < len(words) - 1 and is_capital(words[place + 1])
        forced = kind or joint or behind in _COMPANY_BEFORE or behind == "ип"
        if not (is_legal(word) or is_quoted(word) or is_capital(word) or forced):
            break
        if is_number(word) and not forced:
            break
        count += 1
        if is_quoted(word) or word.endswith((",", ";", ":")):
            break
    if 0 < count < len(words) and bare(words[count]).casefold() in _COMPANY_BEHIND:
        count += 1
    return count


def reached_words(words: Sequence[str]) -> tuple[int, int]:
    """Which words before a phone or an e-mail are the name: from, to.

    A few words without a count among them are a name as they stand, unless some of them show
    more than others that they are one.
    """
    limit = next((at for at, one in enumerate(words) if is_number(one)), len(words))
    likely = [at for at, one in enumerate(words) if _is_likely(words, at)]
    if not likely:
        return 0, limit if limit <= MOST_NAME_WORDS else 0
    first = likely[0]
    if is_quoted(words[first]) and first <= 2:
        # What kind of a place it is stands before its name: «кафе «Уют»».
        first = 0
    if first > 0 and not is_capital(words[first]) and limit < first:
        return first, len(words)
    last = max(first, likely[0])
    for at in likely[1:]:
        between = words[last + 1 : at]
        if at < limit and all(bare(one).casefold() in _JOINTS for one in between):
            last = at
    if last == first and last + 2 == len(words) and is_english_first(words[last]):
        # Nothing tells a surname in small letters there.
        last += 1
    if first < limit or limit == 0:
        return first, min(last + 1, first + MOST_NAME_WORDS)
    return first, last + 1


def _is_likely(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if is_number(word):
        return False
    forced = at > 0 and is_legal(words[at - 1])
    counted = at > 0 and is_number(words[at - 1]) and not is_capital(word)
    return not counted and (is_capital(word) or is_quoted(word) or forced or is_like_name(word))


def company_and_person(words: Sequence[str]) -> int:
    """Where in a firm's name a person begins («ООО Ромашка Пётр Иванов»); else its length."""
    before = bare(words[0]).casefold() in _COMPANY_BEFORE if words else False
    for at in range(1, len(words)):
        behind = bare(words[at - 1]).casefold() in _COMPANY_BEHIND
        closed = behind or (before and at >= 2)
        if closed and is_person(words[at:]):
            return at
    return len(words)
