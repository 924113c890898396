"""`fields list|add|edit|archive|restore|delete`: fields of the business's own without a window."""

from __future__ import annotations

import argparse
from dataclasses import replace

from crm_desktop.cli.call import Call
from crm_desktop.cli.custom_json import custom_data
from crm_desktop.cli.parser import Nouns
from crm_desktop.commands import custom_fields as commands
from crm_desktop.crm import Crm
from crm_desktop.domain.custom_fields import (
    CustomKind,
    CustomNoun,
    FieldDraft,
    by_name,
    tidy,
    typed,
)
from crm_desktop.domain.problems import NOT_FOUND, Problem, Refused
from crm_desktop.queries import custom_fields
from crm_desktop.queries.custom_fields import FieldLine
from crm_desktop.words import language, pgettext

_APART = "|"


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("fields", pgettext("Fields", "Fields of your own: list, add, edit"))
    one = verbs.verb("list", show_list, pgettext("Fields", "List the fields"))
    _of_noun(one)
    one = verbs.verb("add", add, pgettext("Fields", "Add a field"))
    _of_noun(one)
    one.add_argument("name", metavar="NAME")
    one.add_argument("--kind", choices=[kind.value for kind in CustomKind], default="text")
    _about(one)
    one = verbs.verb("edit", edit, pgettext("Fields", "Change a field"))
    _of_noun(one)
    one.add_argument("field", metavar="NAME|custom:ID")
    one.add_argument("--name", metavar="NAME")
    _about(one)
    for verb, command, about in (
        ("archive", archive, pgettext("Fields", "Ask for a field no more")),
        ("restore", restore, pgettext("Fields", "Ask for a field again")),
        ("delete", delete, pgettext("Fields", "Delete a field")),
    ):
        one = verbs.verb(verb, command, about)
        _of_noun(one)
        one.add_argument("field", metavar="NAME|custom:ID")
        if verb == "delete":
            one.add_argument("--with-values", action="store_true")


def _of_noun(one: argparse.ArgumentParser) -> None:
    one.add_argument("--of", choices=[noun.value for noun in CustomNoun], default="client")


def _about(one: argparse.ArgumentParser) -> None:
    one.add_argument("--group", metavar="TEXT")
    one.add_argument("--choices", metavar="A|B|C")
    one.add_argument("--default", metavar="VALUE")


def show_list(call: Call) -> int:
    """The fields with what they hold, in their order."""
    with call.reading() as crm:
        rows = [_data(line) for line in crm.ask(custom_fields.counted, _noun(call))]
    call.terminal.rows(rows, ("field", "kind", "name", "filled"))
    return 0


def add(call: Call) -> int:
    """Make a field."""
    asked = call.arguments
    draft = FieldDraft(_noun(call), CustomKind(asked.kind), asked.name)
    with call.writing() as crm:
        done = crm.do(commands.add, _with_the_rest(call, draft))
    text = pgettext("Fields", "The field is made: custom:{id}").format(id=done.value)
    call.terminal.answer({"field": f"custom:{done.value}", "operation": done.operation}, text)
    return 0


def edit(call: Call) -> int:
    """Give a field another name, group, choices or default."""
    with call.writing() as crm:
        field = _named(crm, call).field
        draft = FieldDraft(
            field.noun, field.kind, call.arguments.name or field.name, field.group, field.choices,
            field.standard,
        )  # fmt: skip
        done = crm.do(commands.edit, field.id, _with_the_rest(call, draft))
    return _saved(call, done.operation, renamed_in=done.value)


def archive(call: Call) -> int:
    """Ask for a field no more."""
    with call.writing() as crm:
        done = crm.do(commands.archive, _named(crm, call).id)
    return _saved(call, done.operation)


def restore(call: Call) -> int:
    """Ask for a field again."""
    with call.writing() as crm:
        done = crm.do(commands.restore, _named(crm, call).id)
    return _saved(call, done.operation)


def delete(call: Call) -> int:
    """Delete a field, with what stands in it only if that is said."""
    with call.writing() as crm:
        field_id = _named(crm, call).id
        done = crm.do(commands.delete, field_id, with_values=call.arguments.with_values)
    return _saved(call, done.operation, emptied_in=done.value)


def _saved(call: Call, operation: int | None, **counts: int) -> int:
    call.terminal.answer({"operation": operation, **counts}, pgettext("Clients", "Saved."))
    return 0


def _with_the_rest(call: Call, draft: FieldDraft) -> FieldDraft:
    asked = call.arguments
    if asked.group is not None:
        draft = replace(draft, group=asked.group)
    if asked.choices is not None:
        draft = replace(draft, choices=tuple(asked.choices.split(_APART)))
    draft = tidy(draft)
    if asked.default is not None:
        draft = replace(draft, standard=typed(draft.as_field(), asked.default, language()))
    return draft


def _noun(call: Call) -> CustomNoun:
    return CustomNoun(call.arguments.of)


def _named(crm: Crm, call: Call) -> FieldLine:
    lines = crm.ask(custom_fields.counted, _noun(call))
    field = by_name([line.field for line in lines], call.arguments.field)
    if field is None:
        raise Refused(Problem("field", NOT_FOUND))
    return next(line for line in lines if line.field is field)


def _data(line: FieldLine) -> dict[str, object]:
    field = line.field
    standard = custom_data({field.key: field.standard}, [field]).get(field.name)
    return {
        "field": field.field,
        "name": field.name,
        "kind": field.kind.value,
        "group": field.group,
        "choices": list(field.choices),
        "default": standard,
        "archived": field.archived,
        "filled": line.count,
    }
