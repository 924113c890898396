"""The composition root: which part of the program answers a call, and the part's assembly."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, clear_overloads

from crm_desktop import lean

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from crm_desktop.cli.call import Call
    from crm_desktop.cli.parser import Nouns
    from crm_desktop.cli.terminal import Terminal

CHILD = "_read"
UNDERSTANDING_CHILD = "_understand"
PICTURE_CHILD = "_picture"
_LIBRARIES = ("sqlalchemy.orm", "sqlalchemy.dialects.sqlite", "sqlcipher3")
_WITHOUT_QT = (
    "crm_desktop.demo",
    "crm_desktop.domain.today",
    "crm_desktop.exports.views",
    "crm_desktop.queries.checklist",
    "crm_desktop.queries.clients",
    "crm_desktop.queries.history",
    "crm_desktop.queries.search",
    "crm_desktop.queries.settings",
    "crm_desktop.queries.tasks",
    "crm_desktop.queries.today",
    "crm_desktop.words.fields",
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit code of `cli.md`: 0, 1, 2 or 3.

    Without a command the window opens; a file instead of a command opens it with that file.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    stay_offline()
    if given[:1] == [CHILD]:
        # The child that parses a foreign file: quick to start, nothing else is imported.
        from crm_desktop.files.staging import child_main

        return child_main(Path(given[1]), Path(given[2]))
    if given[:1] == [UNDERSTANDING_CHILD]:
        from crm_desktop.files import understood

        if not given[1:]:
            return understood.child_in_advance()
        staging, note, part, first, last = given[1:]
        return understood.child_main(Path(staging), note, Path(part), (int(first), int(last)))
    if given[:1] == [PICTURE_CHILD]:
        from crm_desktop.files import pictures

        return pictures.child_main(given[1], Path(given[2]), Path(given[3]))
    lean.hash_without_openssl()
    from crm_desktop import machine, words
    from crm_desktop.cli.defects import Outcome, logged
    from crm_desktop.cli.terminal import Terminal, speak_utf8

    speak_utf8()
    terminal = Terminal(json="--json" in given)
    with logged(), Outcome(terminal) as outcome:
        words.set_language(
            asked_language(given) or machine.load().language or machine.system_language()
        )
        outcome.code = _answer(given, terminal)
        sys.stdout.flush()
    return outcome.code


def leave(code: int) -> NoReturn:
    """End the process; one that holds nothing of its own is not taken apart by Python first."""
    if sys.argv[1:2] and sys.argv[1] in {CHILD, UNDERSTANDING_CHILD}:
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)


def stay_offline() -> None:
    """Let no library load what only speaks to others: nothing here ever speaks to anybody."""
    lean.refuse("ssl")
    # SQLAlchemy names them for drivers that are not ours and for packages that bring dialects.
    lean.later("asyncio", "iscoroutine")
    lean.later("importlib.metadata")
    # Of its drivers for SQLite the one that we have suffices.
    lean.later("sqlalchemy.dialects.sqlite.aiosqlite")
    lean.later("sqlalchemy.dialects.sqlite.pysqlcipher")


def asked_language(arguments: Sequence[str]) -> str:
    """What `--language` says, looked up before anything is said; "" without it."""
    from argparse import ArgumentParser

    parser = ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--language", nargs="?", const="", default="")
    found, _ = parser.parse_known_args(list(arguments))
    return str(found.language)


def _answer(given: list[str], terminal: Terminal) -> int:
    with lean.without_build_settings():
        from crm_desktop.cli.call import Call

    if is_for_window(given):
        given = ["open", *given]
    grammar = window_line() if _opens(given) else command_line()
    arguments = grammar.parse_args(given)
    return int(arguments.command(Call(arguments, terminal)))


def _opens(given: list[str]) -> bool:
    """Whether nothing but the window is asked for: the words of all commands are not needed."""
    from argparse import ArgumentError, ArgumentParser

    from crm_desktop.cli.parser import add_general

    parser = ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    add_general(parser)
    try:
        _, rest = parser.parse_known_args(given)
    except ArgumentError:
        return False
    return not rest or rest[0] == "open"


def is_for_window(arguments: Sequence[str]) -> bool:
    """Whether files take the place of a command, as when one is dropped on the program's icon."""
    files = [Path(one) for one in arguments if not one.startswith("-")]
    # No command has an ending, so a file named "check" is never mistaken for one.
    return bool(files) and all(one.suffix and one.is_file() for one in files)


def window_line() -> ArgumentParser:
    """The grammar of a start: a window needs none of the commands."""
    parser, _ = _grammar()
    return parser


def _grammar() -> tuple[ArgumentParser, Nouns]:
    """What every call takes, and the command that opens the window."""
    from argparse import ArgumentParser

    import crm_desktop
    from crm_desktop.cli import usage
    from crm_desktop.cli.parser import Nouns, add_general
    from crm_desktop.words import pgettext

    usage.speak()
    about = pgettext(
        "Shell", "CRM Desktop: clients, deals, tasks and papers. Without a command it opens."
    )
    parser = ArgumentParser("crm-desktop", description=about, allow_abbrev=False)
    version, said = crm_desktop.__version__, pgettext("Usage", "show the version and exit")
    parser.add_argument("--version", action="version", version=version, help=said)
    add_general(parser)
    parser.set_defaults(command=_open, demo=False, safe=False, files=[])
    nouns = Nouns(parser)
    one = nouns.verb("open", _open, pgettext("Shell", "Open the window"))
    one.add_argument("--demo", action="store_true", help=pgettext("Shell", "with the demo"))
    one.add_argument("--safe", action="store_true", help=pgettext("Shell", "open nothing yet"))
    one.add_argument("files", nargs="*", metavar=pgettext("Shell", "FILE"))
    return parser, nouns


def command_line() -> ArgumentParser:
    """The whole grammar."""
    from crm_desktop.cli import (
        activities,
        attachments,
        backups,
        base,
        clients,
        deals,
        documents,
        duplicates,
        employees,
        exports,
        fields,
        import_runs,
        imports,
        merge,
        operations,
        tasks,
        views,
    )
    from crm_desktop.cli import bin as bin_
    from crm_desktop.words import pgettext

    parser, nouns = _grammar()
    everything = (
        base, backups, clients, views, activities, attachments, imports, import_runs, exports,
        deals, tasks, documents, duplicates, employees, bin_, operations, fields, merge,
    )  # fmt: skip
    for noun in everything:
        noun.register(nouns)
    nouns.verb("self-test", _self_test, pgettext("Shell", "Prove that the program works here"))
    return parser


def _open(call: Call) -> int:
    """Open the window on the named base, on the last one, or ask when none is known."""
    lean.one_heap()
    import_without_qt()
    import linecache

    from crm_desktop import machine
    from crm_desktop.cli.call import named_base
    from crm_desktop.ui.shell import start

    linecache.clearcache()
    # What is imported stays: nothing of it is garbage to be looked for again and again. While it
    # comes the collector is at work: what libraries throw away, 2 MiB, is room for the next.
    gc.freeze()
    asked = call.arguments
    files = tuple(str(Path(one).absolute()) for one in asked.files)
    request = start.Request(named_base(asked), files, asked.safe, demo=bool(asked.demo))
    return start.run(machine.load(), request)


def import_without_qt() -> None:
    """What knows nothing of Qt comes before Qt: PySide reads the source of all that comes after it.

    It looks for its own name there (`shibokensupport.feature`), and the texts stay in memory.
    """
    with lean.without_build_settings():
        for name in _LIBRARIES:
            import_module(name)
    # What only type checkers read of the libraries; the next to come takes the room.
    clear_overloads()
    for name in _WITHOUT_QT:
        import_module(name)


def _self_test(call: Call) -> int:
    from crm_desktop.cli.self_test import self_test

    return self_test(call, [("icons", _icons)])


def _icons() -> str:
    """Draw every icon without a screen; the program without a window does without Qt."""
    from crm_desktop import paths
    from crm_desktop.cli.self_test import must

    try:
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtGui import QGuiApplication, QImage
    except ImportError:
        return "—"
    if QCoreApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = QGuiApplication([])
        application.setApplicationName(paths.APP)
    icons = sorted((paths.resources() / "icons").glob("**/*.svg"))
    for icon in icons:
        must(not QImage(str(icon)).isNull(), f"the icon {icon.name} cannot be drawn")
    return str(len(icons))
