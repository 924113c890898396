"""What came of mutants, as a table for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from crm_desktop import words
from crm_desktop.domain.problems import Problem
from crm_desktop.words.codes import problem_text
from tests.mutants.inspector import Outcome


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Operator by outcome, the worst cases, and the words of every refusal."""
    ends = sorted({one.end for one in outcomes}, key=lambda end: (end != "imported", end))
    yield "| operator | mutants | " + " | ".join(ends) + " | parser died | cpu s | MB |"
    yield "|---" * (len(ends) + 5) + "|"
    for operator in dict.fromkeys(one.operator for one in outcomes):
        yield _line(operator, [one for one in outcomes if one.operator == operator], ends)
    yield _line("**all**", outcomes, ends)
    yield ""
    yield "Longest by work, by the clock, and most memory:"
    yield ""
    keys = ("cpu", "wall", "peak")
    for key in keys:
        for one in sorted(outcomes, key=lambda o: getattr(o, key), reverse=True)[:3]:
            yield (
                f"- {one.number:04} {one.operator}, {one.source}: {one.end}, {one.cpu:.1f} s of "
                f"work, {one.wall:.1f} s by the clock, {one.peak:.0f} MB"
            )
    yield ""
    yield from _refusals(outcomes)
    wrong = [one for one in outcomes if one.wrong]
    yield f"Wrong: {len(wrong)}"
    for one in wrong:
        yield f"- {one.number:04} {one.operator}, {one.source}: {'; '.join(one.wrong)}"


def _line(name: str, some: Sequence[Outcome], ends: Sequence[str]) -> str:
    found = Counter(one.end for one in some)
    counts = [str(found[end] or "") for end in ends]
    most = (f"{max(one.cpu for one in some):.1f}", f"{max(one.peak for one in some):.0f}")
    died = str(sum(one.died for one in some) or "")
    return f"| {' | '.join([name, str(len(some)), *counts, died, *most])} |"


def _refusals(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield "| refusal | how often | по-русски | in English |"
    yield "|---|---|---|---|"
    params = {one.end: one.params for one in outcomes}
    for end, count in Counter(one.end for one in outcomes).most_common():
        if "." in end:
            said = []
            for language in ("ru", "en"):
                words.set_language(language)
                named = params[end] | ({"name": "клиенты.xlsx"} if "name" in params[end] else {})
                said.append(problem_text(Problem("", end, named)))
            yield f"| `{end}` | {count} | {' | '.join(said)} |"
    yield ""
