"""A typed text as runs of words: what stands together, between marks and what was taken out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from crm_desktop.domain.quick_names import MARKS
from crm_desktop.domain.quick_values import Line, Part
from crm_desktop.late import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or several in quotes, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it is over."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Run:
    """Words with nothing between them; `aside` stand in brackets."""

    tokens: tuple[Word, ...]
    clause: int
    aside: bool = False

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it is over."""
        return self.tokens[-1].end

    def words(self) -> list[str]:
        """The words alone."""
        return [one.text for one in self.tokens]

    def text(self) -> str:
        """The words as one, without marks around them."""
        return trimmed(" ".join(self.words()))


def trimmed(text: str) -> str:
    """A text without the marks around it; the dot of an initial and a closed bracket stay."""
    whole = " ".join(text.split())
    plain = whole.strip(MARKS)
    behind = whole[whole.rfind(plain) + len(plain) :] if plain else ""
    if behind.startswith(".") and re.search(r"(?<!\w)[^\W\d_]$", plain):
        return f"{plain}."
    if behind.startswith(")") and plain.count("(") > plain.count(")"):
        return f"{plain})"
    return plain


def joined(runs: Iterable[Run]) -> str:
    """Runs as one text, with a comma where they belong to different clauses."""
    text, last = "", None
    for run in sorted(runs, key=lambda one: one.start):
        more = run.text()
        if more:
            between = "" if not text else " " if run.clause == last else ", "
            text, last = f"{text}{between}{more}", run.clause
    return text


_TOKEN = re.compile(r"[«\"“„][^»\"”\x00\n\t]*[»\"”]|[^\s\x00]+")
_BREAK = re.compile(
    r"[,;!?](?=[\s\x00]|$)|[\t\n()|•·]|(?<=[\s\x00])[—–-](?=[\s\x00])"
    r"|(?<=[^\W\d_]{3})\.(?=\s+[A-ZА-ЯЁ]|$)|(?<=[\x00\d])\.(?=\s+[A-ZА-ЯЁ]|$)"
)


class Sentence:
    """The words that are left of a line; whoever needs some of them takes them by `use`."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._breaks = [found.start() for found in _BREAK.finditer(line.text)]
        self._runs = self._found()

    def left(self) -> list[Run]:
        """What nobody has taken yet, in order."""
        return list(self._runs)

    def use(self, run: Run) -> None:
        """Take a run."""
        self._runs.remove(run)

    def split(self, run: Run, at: int) -> tuple[Run, Run]:
        """Make two runs of one, at a word inside of it."""
        first = Run(run.tokens[:at], run.clause, run.aside)
        second = Run(run.tokens[at:], run.clause, run.aside)
        place = self._runs.index(run)
        self._runs[place : place + 1] = [first, second]
        return first, second

    def clause(self, place: int) -> int:
        """In which clause a place of the text is."""
        return bisect_right(self._breaks, place)

    def run_of(self, start: int, end: int) -> Run:
        """A part of the whole text as a run."""
        found = re.finditer(r"\S+", self._line.whole[start:end])
        tokens = tuple(Word(one[0], start + one.start()) for one in found)
        return Run(tokens, self.clause(start))

    def next_part(self, run: Run) -> Part | None:
        """What was taken right behind a run, None for words, an end or a break."""
        text, place = self._line.text, run.end
        if run.tokens[-1].text[-1:] in ",;":
            return None
        while place < len(text) and text[place] in " .:—–-~=":
            place += 1
        return self._part_at(place)

    def leads_to(self, run: Run, part: Part) -> bool:
        """Whether nothing but marks, commas too, stands between it and what was taken."""
        text, place = self._line.text, run.end
        while place < len(text) and text[place] in MARKS:
            place += 1
        return self._part_at(place) is part

    def last_part(self, run: Run) -> Part | None:
        """What was taken right before a run."""
        text, place = self._line.text, run.start - 1
        while place >= 0 and text[place] in " .:—–-~=":
            place -= 1
        return self._part_at(place)

    def fills_line(self, run: Run) -> bool:
        """Whether a run is all there is on its line."""
        text = self._line.text
        begin = text.rfind("\n", 0, run.start) + 1
        end = text.find("\n", run.end)
        rest = text[begin : run.start] + text[run.end : end if end >= 0 else len(text)]
        return not rest.strip(MARKS)

    def leads(self, run: Run) -> bool:
        """Whether nothing but marks stands before a run."""
        return not self._line.text[: run.start].strip(f'{MARKS}\n«»"')

    def beside(self, run: Run, part: Part) -> bool:
        """Whether it stands right before or behind something that was taken."""
        return part in {self.next_part(run), self.last_part(run)}

    def _part_at(self, place: int) -> Part | None:
        marks = self._line.marks
        return next((one.part for one in marks if one.start <= place < one.end), None)

    def _found(self) -> list[Run]:
        text = self._line.text
        runs: list[Run] = []
        words: list[Word] = []
        for found in _TOKEN.finditer(text):
            word = Word(found[0], found.start())
            if words and self._parted(words[-1], word):
                runs.append(self._run(words))
                words = []
            words.append(word)
        if words:
            runs.append(self._run(words))
        return [one for one in runs if any(map(str.isalnum, "".join(one.words())))]

    def _run(self, words: list[Word]) -> Run:
        before = self._line.text[: words[0].start + 1]
        aside = before.count("(") > before.count(")")
        return Run(tuple(words), self.clause(words[0].start), aside)

    def _parted(self, first: Word, second: Word) -> bool:
        between = self._line.text[first.end : second.start]
        place = bisect_left(self._breaks, first.end - 1)
        broken = place < len(self._breaks) and self._breaks[place] <= second.start
        return broken or Line.GAP in between
