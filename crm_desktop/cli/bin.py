"""`bin list|restore|delete|purge`: what was deleted, back again, or for good."""

from __future__ import annotations

from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns, positive
from crm_desktop.cli.terminal import Shown, day_text, moment_text
from crm_desktop.commands import bin as commands
from crm_desktop.domain.bin import BinNoun, goes_on, key_of
from crm_desktop.queries import bin as questions
from crm_desktop.words import npgettext, pgettext
from crm_desktop.words.codes import operation_text

BLOCK = 500


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    verbs = nouns.noun("bin", pgettext("Bin", "What was deleted, and the way back"))
    one = verbs.verb("list", show_list, pgettext("Bin", "List what is in the bin"))
    one.add_argument("--search", default="", metavar="TEXT")
    one.add_argument("--noun", choices=[noun.value for noun in BinNoun])
    one.add_argument("--limit", type=positive)
    one = verbs.verb("restore", restore, pgettext("Bin", "Bring records back from the bin"))
    one.add_argument("noun", choices=[noun.value for noun in BinNoun])
    one.add_argument("ids", type=positive, nargs="+", metavar="ID")
    one = verbs.verb("delete", delete, pgettext("Bin", "Delete records in the bin for good"))
    one.add_argument("noun", choices=[noun.value for noun in BinNoun])
    one.add_argument("ids", type=positive, nargs="+", metavar="ID")
    verbs.verb("purge", purge, pgettext("Bin", "Let go of what has been in the bin for 90 days"))


def show_list(call: Call) -> int:
    """What lies in the bin as rows, the newest first."""
    asked = call.arguments
    with call.reading() as crm:
        noun = BinNoun(asked.noun) if asked.noun else None
        keys = list(crm.ask(questions.ids, asked.search, noun))[: asked.limit]
        found: dict[int, questions.BinRow] = {}
        for start in range(0, len(keys), BLOCK):
            found |= {row.id: row for row in crm.ask(questions.page, keys[start : start + BLOCK])}
    rows = (
        {
            "noun": row.noun.value,
            "id": row.record,
            "title": row.title,
            "client": row.client,
            "deleted_at": row.deleted_at,
            "goes_on": None if row.stays else goes_on(row.deleted_at).isoformat(),
        }
        for row in (found[key] for key in keys if key in found)
    )
    times = Shown("deleted_at", "", moment_text), Shown("goes_on", "", day_text)
    call.terminal.rows(rows, ("noun", "id", "title", "client", *times))
    return 0


def restore(call: Call) -> int:
    """Records of one kind out of the bin, as one operation."""
    asked = call.arguments
    keys = [key_of(BinNoun(asked.noun), one) for one in asked.ids]
    with call.writing() as crm:
        count = crm.do_watched(call.terminal.progress, commands.restore, keys).value
    said = npgettext("Bin", "{n} record brought back.", "{n} records brought back.", count)
    call.terminal.answer({"restored": count}, said.format(n=count))
    return 0


def delete(call: Call) -> int:
    """Records of one kind out of the bin for good, before their time."""
    asked = call.arguments
    keys = [key_of(BinNoun(asked.noun), one) for one in asked.ids]
    with call.writing() as crm:
        done = crm.do_watched(call.terminal.progress, commands.delete_for_good, keys)
    title = {"count": done.value, "kept": len(set(keys)) - done.value}
    data = {"deleted": done.value, "kept": title["kept"], "operation": done.operation}
    call.terminal.answer(data, operation_text("bin.delete", title))
    return 0


def purge(call: Call) -> int:
    """What the program does by itself while its window is open."""
    with call.writing() as crm:
        count = crm.do_watched(call.terminal.progress, commands.purge).value
        files = crm.drop_contents()
    said = npgettext("Bin", "{n} record went for good.", "{n} records went for good.", count)
    call.terminal.answer({"purged": count, "files": files}, said.format(n=count))
    return 0
