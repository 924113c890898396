"""What changes many records by a change of the house: words, fields, stages, people, bin, lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from crm_desktop.commands import bin as bin_commands
from crm_desktop.commands import custom_fields, deals, dictionaries, employees, imports, pipelines
from crm_desktop.commands import import_nouns as noun_commands
from crm_desktop.domain.bin import DAYS, BinNoun, key_of
from crm_desktop.domain.custom_fields import CustomKind, CustomNoun, FieldDraft, OwnField
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.domain.import_nouns import Noun
from crm_desktop.domain.imports import ImportPlan, OnMatch
from crm_desktop.domain.pipeline import StageDraft, StageKind
from crm_desktop.queries import custom_fields as field_queries
from crm_desktop.queries import employees as employee_queries
from crm_desktop.queries import import_nouns
from crm_desktop.queries import imports as import_queries
from tests.fixtures import age
from tests.import_plans import ROWS, ugly_workbook
from tests.random_days.days import SOURCES, TAGS, Days, Nothing

_NOUNS = (BinNoun.CLIENT, BinNoun.DEAL, BinNoun.TASK, BinNoun.DOCUMENT)
_OTHER_STAGE = "SELECT id FROM stage WHERE kind = (SELECT kind FROM stage WHERE id = ?) AND id <> ?"
LISTS = 3


def plans(d: Days) -> list[tuple[str, str]]:
    """Staging files of a few lists that name one another's clients: read once, brought in often."""
    if "plans" not in d.kept:
        made = []
        for number in range(LISTS):
            rows: list[list[Any]] = [[*row] for row in ROWS[number:]]
            for row in rows:
                row[1] = f"{row[1]} {number}" if number and row[1] else row[1]
            folder = d.folder / f"list{number}"
            folder.mkdir()
            source = ugly_workbook(folder / "клиенты.xlsx", rows)
            staged = d.crm.ask(import_queries.stage_file, str(source), str(folder / "staging"))
            made.append((staged, Path(source).name))
        d.kept["plans"] = made
    return list(d.kept["plans"])


def _import(d: Days) -> object:
    staged, name = d.rng.choice(plans(d))
    plan: ImportPlan = d.crm.ask(import_queries.preview, staged, name).plan
    return d.do(imports.clients, plan)


_OF_NOUNS = {
    Noun.DEALS: "ID,Сделка,Этап,Сумма,Клиент,Телефон\n1,Забор,Новая,5,Ян,8 916 123-45-67\n"
    "2,Окно,Won,много,Петров Пётр,\n3,Дверь,Выиграна,7,Ян,\n4,Никто,Новая,1,,",
    Noun.TASKS: "Задача,Срок,Клиент,Сделка,Статус\nЗамер,1.12.2026,Ян,Забор,новая\n"
    "Счёт,2.12.2026,Петров Пётр,,готово",
    Noun.NOTES: "Дата,Тип,Текст,Клиент\n1.1.2024,Звонок,Да,Ян\n2.1.2024,,Нет,Петров Пётр",
}


def _import_noun(d: Days, noun: Noun) -> object:
    """A list of another noun, as its heads tell it, read once and brought in often."""
    if noun not in d.kept:
        folder = d.folder / noun.value
        folder.mkdir()
        source = folder / "список.csv"
        source.write_text(_OF_NOUNS[noun], "utf-8")
        d.kept[noun] = d.crm.ask(import_queries.stage_file, str(source), str(folder))
    plan: ImportPlan = d.crm.ask(import_nouns.preview, d.kept[noun], "список.csv").plan
    plan = replace(plan, on_match=d.rng.choice((OnMatch.FILL, OnMatch.OVERWRITE)))
    return d.do(noun_commands.COMMANDS[noun], plan)


def words(d: Days, kind: DictionaryKind, wanted: tuple[str, ...]) -> list[str]:
    """The words of a list; a list that is nearly used up gets some of those wanted again."""
    sql = "SELECT name FROM dictionary_entry WHERE kind = ? AND archived_at IS NULL"
    with d.crm.database.read() as connection:
        names = {str(row[0]) for row in connection.exec_driver_sql(sql, (kind.value,))}
    for name in wanted if len(names) < 3 else ():
        if name and name not in names:
            d.do(dictionaries.add, kind, name)
            names.add(name)
    return sorted(names)


def _word(d: Days, *, tag: bool) -> tuple[DictionaryKind, str]:
    kind, usual = (DictionaryKind.TAG, TAGS) if tag else (DictionaryKind.SOURCE, SOURCES)
    return kind, d.rng.choice(words(d, kind, usual))


def _rename(d: Days) -> object:
    kind, old = _word(d, tag=d.rng.random() < 0.7)
    return d.do(dictionaries.rename, kind, old, f"{old[:12]}{d.rng.randrange(9)}")


def _merge(d: Days) -> object:
    kind, old = _word(d, tag=True)
    return d.do(dictionaries.merge, kind, old, _word(d, tag=True)[1])


def _remove(d: Days) -> object:
    kind, name = _word(d, tag=d.rng.random() < 0.7)
    return d.do(dictionaries.remove, kind, name, clear=True)


def fields(d: Days) -> list[OwnField]:
    """The business's own fields: a text and choices, of clients and of deals; made when gone."""
    found = [one for noun in CustomNoun for one in d.crm.ask(field_queries.listing, noun)]
    for noun in CustomNoun if len(found) < 3 else ():
        number = d.rng.randrange(1000)
        d.do(custom_fields.add, FieldDraft(noun, CustomKind.TEXT, f"Поле {number}"))
        several = FieldDraft(noun, CustomKind.SEVERAL, f"Марки {number}", "", ("Киа", "Лада"))
        d.do(custom_fields.add, several)
    if len(found) < 3:
        return fields(d)
    return found


def _edit_field(d: Days) -> object:
    """A choice renamed in every record that holds it."""
    field = d.rng.choice([one for one in fields(d) if one.choices] or [None])
    if field is None:
        raise Nothing
    choices = list(field.choices)
    choices[d.rng.randrange(len(choices))] = f"Марка {d.rng.randrange(99)}"
    changed = FieldDraft(field.noun, field.kind, field.name, field.group, tuple(choices))
    return d.do(custom_fields.edit, field.id, changed)


def _delete_field(d: Days) -> object:
    return d.do(custom_fields.delete, d.rng.choice(fields(d)).id, with_values=True)


def _delete_stage(d: Days) -> object:
    stage = d.one("SELECT id FROM stage")
    return d.do(pipelines.delete_stage, stage, d.one(_OTHER_STAGE, stage, stage))


def _edit_stage(d: Days) -> object:
    """Another kind, which only an empty stage may get; or that taken back when a deal is there."""
    stage = d.one("SELECT id FROM stage WHERE id NOT IN (SELECT stage_id FROM deal)")
    kind = d.any((StageKind.OPEN, StageKind.WON))
    done = d.do(pipelines.edit_stage, stage, StageDraft(d.text(), kind, 40, 3))
    if done.operation is None or d.rng.random() < 0.5:
        return done
    d.do(deals.add, DealDraft(d.text(), d.client(), amount=5_000_00, stage_id=stage))
    return d.crm.undo(done.operation)


def _add_stage(d: Days) -> object:
    pipeline = d.one("SELECT id FROM pipeline")
    return d.do(pipelines.add_stage, pipeline, StageDraft(d.text(), d.any(tuple(StageKind)), 40, 3))


def _move_stage(d: Days) -> object:
    stage = d.one("SELECT id FROM stage")
    return d.do(pipelines.move_stage, stage, d.any((None, d.one("SELECT id FROM stage"))))


def _delete_pipeline(d: Days) -> object:
    gone = d.one("SELECT id FROM pipeline")
    to = d.one("SELECT id FROM stage WHERE pipeline_id <> ? AND kind = 'open'", gone)
    return d.do(pipelines.delete, gone, to)


def _hand_over(d: Days) -> object:
    people = d.ids("SELECT id FROM employee WHERE archived_at IS NULL")
    if len(people) < 2:
        raise Nothing
    leaver, heir = d.rng.sample(people, 2)
    return d.do(employees.hand_over, leaver, heir, d.crm.ask(employee_queries.load, leaver))


def _in_bin(d: Days) -> list[int]:
    keys = [
        key_of(noun, one)
        for noun in _NOUNS
        for one in d.ids(f"SELECT id FROM {noun.value} WHERE deleted_at IS NOT NULL")
    ]
    if not keys:
        raise Nothing
    return d.rng.sample(keys, min(len(keys), d.rng.randint(1, 6)))


def _purge(d: Days) -> object:
    age(d.crm, DAYS + 1)
    return d.do(bin_commands.purge)


HOUSE: dict[str, Callable[[Days], object]] = {
    "client.import": _import,
    "deal.import": lambda d: _import_noun(d, Noun.DEALS),
    "task.import": lambda d: _import_noun(d, Noun.TASKS),
    "note.import": lambda d: _import_noun(d, Noun.NOTES),
    "bin.restore": lambda d: d.do(bin_commands.restore, _in_bin(d)),
    "bin.delete": lambda d: d.do(bin_commands.delete_for_good, _in_bin(d)),
    "bin.purge": _purge,
    "dictionary.rename": _rename,
    "dictionary.merge": _merge,
    "dictionary.remove": _remove,
    "custom-field.edit": _edit_field,
    "custom-field.delete": _delete_field,
    "pipeline.add": lambda d: d.do(pipelines.add, d.text(), "ru"),
    "pipeline.delete": _delete_pipeline,
    "stage.add": _add_stage,
    "stage.edit": _edit_stage,
    "stage.move": _move_stage,
    "stage.delete": _delete_stage,
    "employee.hand-over": _hand_over,
}
