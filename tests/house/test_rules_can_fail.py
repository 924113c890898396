"""Each rule of the house catches the source that breaks it, and lets the right one pass."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.house import rules
from tests.house.rules import RULES, Rule, Source

BROKEN: list[tuple[Rule, str, str]] = [
    (rules.modules_are_short, "crm_desktop/crm.py", "x = 1\n" * 601),
    (rules.modules_are_short, "run.py", "x = 1\n" * 401),
    (rules.functions_are_short, "crm_desktop/crm.py", "def f():\n" + "    x = 1\n" * 60),
    (rules.nobody_prints, "crm_desktop/crm.py", "print('x')"),
    (rules.exceptions_are_named, "crm_desktop/crm.py", "try:\n    x()\nexcept:\n    pass"),
    (rules.defaults_are_frozen, "crm_desktop/crm.py", "def f(x=[]): ..."),
    (rules.defaults_are_frozen, "crm_desktop/crm.py", "def f(*, x=dict()): ..."),
    (rules.conflicts_are_not_hidden, "crm_desktop/db/facts.py", "q('INSERT OR REPLACE INTO t')"),
    (rules.conflicts_are_not_hidden, "crm_desktop/db/facts.py", "q(f'UPDATE OR IGNORE {t}')"),
    (rules.conflicts_are_not_hidden, "crm_desktop/commands/a.py", "s.prefix_with('OR IGNORE')"),
    (rules.conflicts_are_not_hidden, "crm_desktop/db/facts.py", "q('insert or ignore into t')"),
    (rules.conflicts_are_not_hidden, "crm_desktop/db/facts.py", "q('REPLACE INTO t VALUES (1)')"),
    (
        rules.the_journal_is_silenced_in_one_place,
        "crm_desktop/commands/a.py",
        "run('UPDATE journal_context SET tbl = ?')",
    ),
    (
        rules.the_journal_is_silenced_in_one_place,
        "crm_desktop/db/incoming.py",
        "with ranges.told_at_once(connection, 'client', 1, 2):\n    pass",
    ),
    (rules.numbers_are_whole, "crm_desktop/db/tables/deals.py", "from sqlalchemy import Float"),
    (rules.numbers_are_whole, "crm_desktop/db/tables/deals.py", "x = sa.REAL()"),
    (rules.numbers_are_whole, "crm_desktop/db/search.py", "q('CREATE TABLE t (a REAL)')"),
    (rules.commands_do_not_commit, "crm_desktop/commands/a.py", "work.session.commit()"),
    (rules.commands_do_not_commit, "crm_desktop/commands/a.py", "work.session.rollback()"),
    (
        rules.connections_come_from_the_factory,
        "crm_desktop/db/backup.py",
        "from sqlcipher3 import dbapi2 as driver\ndriver.connect('x')",
    ),
    (
        rules.connections_come_from_the_factory,
        "crm_desktop/db/backup.py",
        "from sqlite3 import connect\nconnect('x')",
    ),
    (
        rules.connections_come_from_the_factory,
        "crm_desktop/queries/a.py",
        "import sqlalchemy as sa\nsa.create_engine('sqlite://')",
    ),
    (rules.sizes_come_from_the_theme, "crm_desktop/ui/kit/a.py", "layout.setSpacing(8)"),
    (rules.sizes_come_from_the_theme, "crm_desktop/ui/kit/a.py", "w.setFixedSize(QSize(16, 16))"),
    (rules.sizes_come_from_the_theme, "crm_desktop/ui/kit/a.py", "w.resize(2 * 400, 0)"),
    (rules.words_come_from_the_catalogue, "crm_desktop/ui/kit/a.py", "self.tr('x')"),
    (
        rules.words_come_from_the_catalogue,
        "crm_desktop/ui/kit/a.py",
        "QCoreApplication.translate('a', 'x')",
    ),
    (rules.words_are_looked_up_late, "crm_desktop/ui/kit/a.py", "X = pgettext('Kit', 'x')"),
    (
        rules.words_are_looked_up_late,
        "crm_desktop/ui/kit/a.py",
        "class A:\n    x = {1: words.npgettext('Kit', 'x', 'y', 1)}",
    ),
    (
        rules.words_are_looked_up_late,
        "crm_desktop/ui/kit/a.py",
        "def f(x=pgettext('Kit', 'x')): ...",
    ),
    (rules.words_are_literals, "crm_desktop/ui/kit/a.py", "def f(n): pgettext('Kit', f'{n} x')"),
    (rules.words_are_literals, "crm_desktop/ui/kit/a.py", "def f(x): pgettext('Kit', x)"),
    (
        rules.words_stand_outside_f_strings,
        "crm_desktop/ui/kit/a.py",
        '''def f(n): return f"{n} {pgettext('Kit', 'of')} {n}"''',
    ),
    (
        rules.words_stand_outside_f_strings,
        "crm_desktop/cli/a.py",
        '''def f(n): return f"{words.npgettext('Kit', 'x', 'y', n).format(n=n):>8}"''',
    ),
    (
        rules.actions_have_a_right,
        "crm_desktop/commands/a.py",
        "def add(work: Work, draft: Draft) -> int: ...",
    ),
    (
        rules.actions_have_a_right,
        "crm_desktop/queries/a.py",
        "@query()\ndef rows(read: 'Read') -> int: ...",
    ),
]

RIGHT: list[tuple[Rule, str, str]] = [
    (rules.modules_are_short, "crm_desktop/crm.py", "x = 1\n" * 600),
    (rules.functions_are_short, "crm_desktop/crm.py", "def f():\n" + "    x = 1\n" * 59),
    (rules.functions_are_short, "tests/flows/test_a.py", "def f():\n" + "    x = 1\n" * 90),
    (rules.nobody_prints, "crm_desktop/cli/out.py", "print('x')"),
    (rules.exceptions_are_named, "crm_desktop/crm.py", "try:\n    x()\nexcept OSError:\n    pass"),
    (rules.defaults_are_frozen, "crm_desktop/crm.py", "def f(x=(), y=None, *, z): ..."),
    (
        rules.conflicts_are_not_hidden,
        "crm_desktop/db/journal.py",
        "'''Never OR REPLACE.'''\nq('SELECT RAISE(ABORT, 1) OR a')",
    ),
    (
        rules.the_journal_is_silenced_in_one_place,
        "crm_desktop/db/ranges.py",
        "run('UPDATE journal_context SET tbl = ?')",
    ),
    (
        rules.the_journal_is_silenced_in_one_place,
        "crm_desktop/db/bulk.py",
        "with told_at_once(connection, 'client', 1, 2):\n    pass",
    ),
    (rules.numbers_are_whole, "crm_desktop/db/a.py", "from sqlalchemy import Integer"),
    (rules.commands_do_not_commit, "crm_desktop/commands/a.py", "work.session.flush()"),
    (rules.commands_do_not_commit, "crm_desktop/crm.py", "session.commit()"),
    (
        rules.connections_come_from_the_factory,
        "crm_desktop/db/engine.py",
        "import sqlcipher3\nsqlcipher3.connect('x')",
    ),
    (
        rules.connections_come_from_the_factory,
        "crm_desktop/ui/kit/a.py",
        "signal.connect(slot)\nengine.connect()",
    ),
    (
        rules.sizes_come_from_the_theme,
        "crm_desktop/ui/kit/a.py",
        "layout.setSpacing(theme.u(8))\nlayout.setContentsMargins(0, 0, 0, 2 * theme.u(4))",
    ),
    (rules.sizes_come_from_the_theme, rules.THEME, "layout.setSpacing(8)"),
    (rules.words_come_from_the_catalogue, "crm_desktop/ui/kit/a.py", "pgettext('Kit', 'x')"),
    (
        rules.words_are_looked_up_late,
        "crm_desktop/ui/kit/a.py",
        "X = {1: lambda: pgettext('Kit', 'x')}\ndef f(): return pgettext('Kit', 'x')",
    ),
    (
        rules.words_are_literals,
        "crm_desktop/ui/kit/a.py",
        "def f(n): npgettext('Kit', '{n} x', '{n} y', n).format(n=n)",
    ),
    (
        rules.words_stand_outside_f_strings,
        "crm_desktop/ui/kit/a.py",
        '''def f(n):\n    of = pgettext("Kit", "of")\n    return f"{n} {of} {n}"''',
    ),
    (
        rules.actions_have_a_right,
        "crm_desktop/commands/a.py",
        "@command('a.b', right=Right.EDIT)\ndef add(work: Work): ...\ndef _part(work: Work): ...",
    ),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_breach_is_caught(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source.of(path, dedent(text))))


@pytest.mark.parametrize(("rule", "path", "text"), RIGHT)
def test_what_is_right_passes(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source.of(path, dedent(text)))) == []


def test_every_rule_has_both() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)
    assert {rule for rule, _, _ in RIGHT} == set(RULES)
