"""`views list|show|export|import`: the saved views of the list of clients, without a window."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns
from crm_desktop.words import pgettext

CLIENTS = "client"


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("views", pgettext("Views", "Saved views: list, show, export, import"))
    verbs.verb("list", show_list, pgettext("Views", "List the saved views"))
    one = verbs.verb("show", show, pgettext("Views", "Show a view as it is kept"))
    one.add_argument("name")
    one = verbs.verb("export", export, pgettext("Views", "Write a view into a file"))
    one.add_argument("name")
    one.add_argument("target", type=Path, metavar="FILE")
    one.add_argument("--overwrite", action="store_true")
    one = verbs.verb("import", bring, pgettext("Views", "Keep the view of a file"))
    one.add_argument("source", type=Path, metavar="FILE")
    one.add_argument("--name", default="")


def show_list(call: Call) -> int:
    """The views of whoever asks, in their order."""
    from crm_desktop.queries import views

    with call.reading() as crm:
        rows = [{"id": row.id, "name": row.name} for row in crm.ask(views.saved, CLIENTS)]
    call.terminal.rows(rows, ("id", "name"))
    return 0


def show(call: Call) -> int:
    """One view: its filter in words, and as data."""
    from crm_desktop.queries import client_fields, settings, views
    from crm_desktop.words import language
    from crm_desktop.words.filters import field_title, filter_text

    with call.reading() as crm:
        row = crm.ask(views.named, CLIENTS, call.arguments.name)
        known = crm.ask(client_fields.known)
        currency = crm.ask(settings.business).currency
    spec = row.spec()
    titles = {info.name: field_title(info) for info in known}
    lines = [row.name, filter_text(spec.wanted, known, language(), currency)]
    lines.append(", ".join(titles.get(field, field) for field in spec.fields()))
    data = {"id": row.id, "name": row.name, "view": dict(row.data)}
    call.terminal.answer(data, "\n".join(line for line in lines if line))
    return 0


def export(call: Call) -> int:
    """Write a view out; nothing is overwritten unless it is asked for."""
    from crm_desktop.exports.saved_views import to_json
    from crm_desktop.queries import views

    asked = call.arguments
    target = asked.target.absolute()
    with call.reading() as crm:
        row = crm.ask(views.named, CLIENTS, asked.name)
        crm.export(to_json, CLIENTS, row.name, row.spec(), target, overwrite=asked.overwrite)
    said = pgettext("Views", "Saved: {path}").format(path=target)
    call.terminal.answer({"file": str(target)}, said)
    return 0


def bring(call: Call) -> int:
    """Take a view in out of a file."""
    from crm_desktop.commands import views as commands
    from crm_desktop.exports.saved_views import read_view
    from crm_desktop.queries import client_fields
    from crm_desktop.words.views import not_found_text

    asked = call.arguments
    found = read_view(asked.source.absolute(), CLIENTS)
    name = asked.name or found.name
    with call.writing() as crm:
        spec, missing = found.at_home(crm.ask(client_fields.known))
        done = crm.do(commands.add, CLIENTS, name, spec)
    said = pgettext("Views", "The view “{name}” is kept.").format(name=name)
    lines = [said, not_found_text(missing)] if missing else [said]
    data = {"id": done.value, "operation": done.operation, "not_found": list(missing)}
    call.terminal.answer(data, "\n".join(lines))
    return 0
