"""The rules of the house that no linter knows: each takes sources and says where it is broken."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "crm_desktop"
MODULE_LIMIT = 600
FUNCTION_LIMIT = 60

# Where a rule does not hold, and why.
MAY_PRINT = ("crm_desktop/cli/", "run.py", "installer/", "tests/")
THEME = "crm_desktop/ui/runtime/theme.py"
CONNECTS = {
    "crm_desktop/db/engine.py": "the factory",
    "crm_desktop/files/staged.py": (
        "the child that parses a foreign file opens the temporary file it has just made itself, "
        "before any base is known; never a base"
    ),
}
SETS_CONTEXT = ("crm_desktop/db/journal.py", "crm_desktop/db/ranges.py")
BUILDING_BLOCKS = {
    "crm_desktop/queries/read.py": "the register itself",
    "crm_desktop/queries/filtering.py": "parts of selects that queries are made of",
    "crm_desktop/commands/work.py": "the register itself",
}

LAYOUT_CALLS = {
    "addSpacing",
    "resize",
    "setBaseSize",
    "setColumnMinimumWidth",
    "setColumnWidth",
    "setContentsMargins",
    "setDefaultSectionSize",
    "setFixedHeight",
    "setFixedSize",
    "setFixedWidth",
    "setHorizontalSpacing",
    "setIconSize",
    "setIndent",
    "setIndentation",
    "setMargin",
    "setMaximumHeight",
    "setMaximumSize",
    "setMaximumWidth",
    "setMinimumHeight",
    "setMinimumSectionSize",
    "setMinimumSize",
    "setMinimumWidth",
    "setPixelSize",
    "setPointSize",
    "setRowMinimumHeight",
    "setSpacing",
    "setVerticalSpacing",
}
SIZES = {"QSize", "QSizeF", "QMargins", "QMarginsF"}
DRIVERS = ("sqlite3", "sqlcipher3", "pysqlite3", "apsw")
FLOATING = {"REAL", "Float", "Double", "DOUBLE", "DOUBLE_PRECISION", "FLOAT"}
MARKERS = {"pgettext": 2, "npgettext": 3}

_CONFLICT = re.compile(
    r"\bOR\s+(REPLACE|IGNORE|FAIL|ABORT|ROLLBACK)\b|\binsert\s+or\s+(replace|ignore)\b"
    r"|^\s*REPLACE\s+INTO\b|\bON CONFLICT (REPLACE|IGNORE)\b"
)
_CONTEXT = re.compile(
    r"\b(UPDATE|INTO)\s+(main\.)?journal_context\s+(SET|AS|VALUES)\b", re.IGNORECASE
)
_REAL = re.compile(r"\b(REAL|DOUBLE PRECISION|FLOAT)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """One module: its path from the project's folder with `/`, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Parse a text as the module of that path."""
        return cls(path, text, ast.parse(text))


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A place where a rule is broken."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


Rule = Callable[[Source], Iterator[Breach]]


def sources(root: Path) -> list[Source]:
    """Every module of the program, the developers' commands and the tests."""
    files = [
        *sorted((root / PACKAGE).rglob("*.py")),
        *sorted((root / "installer").rglob("*.py")),
        *sorted((root / "tests").rglob("*.py")),
        root / "run.py",
        root / "hatch_build.py",
    ]
    return [Source.of(one.relative_to(root).as_posix(), one.read_text("utf-8")) for one in files]


def breaches(rule: Rule, several: Iterable[Source]) -> list[str]:
    """All places where a rule is broken, in words."""
    return [str(one) for source in several for one in sorted(rule(source))]


# -- the rules --------------------------------------------------------------------------------


def modules_are_short(source: Source) -> Iterator[Breach]:
    """No module over 600 lines (over 400 is a conversation), `run.py` 400, the window 300."""
    limits = {"run.py": 400, "crm_desktop/ui/shell/window.py": 300}
    limit = limits.get(source.path, MODULE_LIMIT)
    lines = len(source.text.splitlines())
    if lines > limit:
        yield Breach(source.path, lines, f"{lines} lines, at most {limit}")


def functions_are_short(source: Source) -> Iterator[Breach]:
    """No function over 60 lines; stories in tests are as long as they are."""
    if source.path.startswith("tests/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LIMIT:
                yield _at(source, node, f"{node.name} has {lines} lines")


def nobody_prints(source: Source) -> Iterator[Breach]:
    """Only the command line, `run.py` and the installer print."""
    if source.path.startswith(MAY_PRINT):
        return
    for node in _calls(source.tree):
        if isinstance(node.func, ast.Name) and node.func.id in {"print", "pprint"}:
            yield _at(source, node, "prints")


def exceptions_are_named(source: Source) -> Iterator[Breach]:
    """No bare except."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield _at(source, node, "catches everything")


def defaults_are_frozen(source: Source) -> Iterator[Breach]:
    """No mutable default of an argument."""
    kinds = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in (*node.args.defaults, *node.args.kw_defaults):
                made = isinstance(default, ast.Call) and _name(default.func) in _MUTABLE
                if isinstance(default, kinds) or made:
                    yield _at(source, node, "a default that can change")


def conflicts_are_not_hidden(source: Source) -> Iterator[Breach]:
    """No conflict clause in SQL: it deletes or skips rows behind the journal's triggers."""
    if not source.path.startswith(PACKAGE):
        return
    for node in _strings(source.tree):
        if _CONFLICT.search(str(node.value)):
            yield _at(source, node, "a conflict clause in SQL")


def the_journal_is_silenced_in_one_place(source: Source) -> Iterator[Breach]:
    """Who may write, and which ids are told at once, is set where the journal is kept alone."""
    if not source.path.startswith(PACKAGE):
        return
    for text in _strings(source.tree):
        if source.path not in SETS_CONTEXT and _CONTEXT.search(str(text.value)):
            yield _at(source, text, "the journal's context set")
    for node in _calls(source.tree):
        if _name(node.func) == "told_at_once" and source.path != "crm_desktop/db/bulk.py":
            yield _at(source, node, "inserts told at once, but not by what inserts many")


def numbers_are_whole(source: Source) -> Iterator[Breach]:
    """No floating column: money, prices and quantities are scaled integers."""
    if not source.path.startswith("crm_desktop/db/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            for alias in node.names:
                if alias.name in FLOATING:
                    yield _at(source, node, f"the floating column type {alias.name}")
        if isinstance(node, ast.Attribute) and node.attr in FLOATING:
            yield _at(source, node, f"the floating column type {node.attr}")
    for text in _strings(source.tree):
        if _REAL.search(str(text.value)):
            yield _at(source, text, "a floating column in SQL")


def commands_do_not_commit(source: Source) -> Iterator[Breach]:
    """A command never ends its own transaction: `Crm` does."""
    if not source.path.startswith("crm_desktop/commands/"):
        return
    for node in _calls(source.tree):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {
            "commit",
            "rollback",
            "begin",
            "begin_nested",
        }:
            yield _at(source, node, f"calls {node.func.attr}")


def connections_come_from_the_factory(source: Source) -> Iterator[Breach]:
    """Only `db/engine.py` opens a base: pragmas and key are set there."""
    if not source.path.startswith(PACKAGE) or source.path in CONNECTS:
        return
    names = _driver_names(source.tree)
    for node in _calls(source.tree):
        called = _dotted(node.func)
        first, last = called.split(".")[0], called.split(".")[-1]
        driver = last == "connect" and first in names["modules"]
        if driver or last == "create_engine" or called in names["calls"]:
            yield _at(source, node, f"opens a connection by {called}")


def sizes_come_from_the_theme(source: Source) -> Iterator[Breach]:
    """No whole number but 0 in a layout call: `theme.u(8)` follows the user's font scale."""
    if not source.path.startswith("crm_desktop/ui/") or source.path == THEME:
        return
    for node in _calls(source.tree):
        if isinstance(node.func, ast.Attribute) and node.func.attr in LAYOUT_CALLS:
            for argument in node.args:
                if _has_number(argument):
                    yield _at(source, argument, f"a number in {node.func.attr}")


def words_come_from_the_catalogue(source: Source) -> Iterator[Breach]:
    """No `self.tr` and no `QCoreApplication.translate`."""
    if not source.path.startswith(PACKAGE):
        return
    for node in _calls(source.tree):
        called = _dotted(node.func)
        if called.endswith(".tr") or called == "QCoreApplication.translate":
            yield _at(source, node, f"speaks by {called}")


def words_are_looked_up_late(source: Source) -> Iterator[Breach]:
    """No text is looked up while a module is imported: the language is not known yet."""
    if not source.path.startswith(PACKAGE):
        return
    for node in _at_import(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS:
            yield _at(source, node, "a text looked up at import")


def words_are_literals(source: Source) -> Iterator[Breach]:
    """Texts stand literally in the marker, or nobody can collect them."""
    if not source.path.startswith(PACKAGE) or source.path.startswith("crm_desktop/words/"):
        return
    for node in _calls(source.tree):
        count = MARKERS.get(_name(node.func), 0)
        for argument in node.args[:count]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield _at(source, argument, "a text that is put together")


def words_stand_outside_f_strings(source: Source) -> Iterator[Breach]:
    """A marker inside the braces of an f-string is not seen by whoever collects the texts."""
    if not source.path.startswith(PACKAGE):
        return
    for joined in ast.walk(source.tree):
        if isinstance(joined, ast.JoinedStr):
            for node in _calls(joined):
                if _name(node.func) in MARKERS:
                    yield _at(source, node, "a text inside an f-string")


def actions_have_a_right(source: Source) -> Iterator[Breach]:
    """What takes a `work` or a `read` as its first argument is registered with a right."""
    floors = ("crm_desktop/commands/", "crm_desktop/queries/", "crm_desktop/exports/")
    if not source.path.startswith(floors) or source.path in BUILDING_BLOCKS:
        return
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        kind = _kind(arguments)
        if kind.split(".")[-1] in {"Work", "Read"} and not _names_a_right(node):
            yield _at(source, node, f"{node.name} asks for no right")


RULES: tuple[Rule, ...] = (
    modules_are_short,
    functions_are_short,
    nobody_prints,
    exceptions_are_named,
    defaults_are_frozen,
    conflicts_are_not_hidden,
    the_journal_is_silenced_in_one_place,
    numbers_are_whole,
    commands_do_not_commit,
    connections_come_from_the_factory,
    sizes_come_from_the_theme,
    words_come_from_the_catalogue,
    words_are_looked_up_late,
    words_are_literals,
    words_stand_outside_f_strings,
    actions_have_a_right,
)

# -- reading trees ----------------------------------------------------------------------------

_MUTABLE = {"list", "dict", "set", "defaultdict", "Counter", "deque", "bytearray"}


def _at(source: Source, node: ast.AST, what: str) -> Breach:
    return Breach(source.path, getattr(node, "lineno", 0), what)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(node: ast.expr) -> str:
    return _dotted(node).split(".")[-1]


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text that is not a docstring, also the parts of f-strings."""
    apart = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node


def _driver_names(tree: ast.Module) -> dict[str, set[str]]:
    modules: set[str] = set()
    calls: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in DRIVERS:
                    modules.add((alias.asname or alias.name).split(".")[0])
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in DRIVERS:
            for alias in node.names:
                known = calls if alias.name in {"connect", "Connection"} else modules
                known.add(alias.asname or alias.name)
    return {"modules": modules, "calls": calls}


def _has_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in {int, float} and node.value != 0
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        parts = [node.operand] if isinstance(node, ast.UnaryOp) else [node.left, node.right]
        # A multiple of a unit is a unit: `2 * theme.u(8)`.
        return all(_has_number(one) for one in parts)
    if isinstance(node, ast.IfExp):
        return _has_number(node.body) or _has_number(node.orelse)
    if isinstance(node, ast.Call) and _name(node.func) in SIZES:
        return any(_has_number(one) for one in node.args)
    return False


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Whatever runs when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            if not isinstance(child, ast.Lambda):
                for part in child.decorator_list:
                    yield from _with_self(part)
            for default in (*child.args.defaults, *child.args.kw_defaults):
                if default is not None:
                    yield from _with_self(default)
        else:
            yield from _with_self(child)


def _with_self(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    yield from _at_import(node)


def _kind(arguments: list[ast.arg]) -> str:
    first = arguments[0].annotation if arguments else None
    return "" if first is None else ast.unparse(first).strip("'\"")


def _names_a_right(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(one, ast.Call) and any(keyword.arg == "right" for keyword in one.keywords)
        for one in node.decorator_list
    )
