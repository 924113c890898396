"""Looks at what the lists of the settings ask."""

from __future__ import annotations

from typing import Any

from crm_desktop.commands import dictionaries
from crm_desktop.domain.dictionaries import DictionaryKind
from crm_desktop.queries import clients
from tests.screens.bases import SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until


def _section(stage: Stage, name: str) -> Any:
    """A section, with the first row of its list under the cursor."""
    page = stage.go("settings", name)
    settle()
    return page._sections[name]


def _word(stage: Stage) -> Any:
    section = _section(stage, "dictionaries")
    used = next(row for row in section.rows if row.count)
    section.table.select_id(used.id)
    return section


def _rename_word(stage: Stage, look: Look) -> None:
    stage.while_asked(_word(stage).rename, look)


def _merge_word(stage: Stage, look: Look) -> None:
    stage.while_asked(_word(stage).merge, look)


def _merge_same(stage: Stage, look: Look) -> None:
    section = _word(stage)
    one, other = section.rows[:2]
    stage.while_asked(lambda: section._merge_into(one, other.name), look)


def _remove_word(stage: Stage, look: Look) -> None:
    stage.while_asked(_word(stage).remove, look)


def _outcomes(stage: Stage, look: Look) -> None:
    section = _section(stage, "dictionaries")
    section.kinds.set_value("outcome")
    wait_until(lambda: any(row.parent for row in section.rows))
    section.table.select_id(section.rows[1].id)
    settle()
    look(stage.window)


def _every_list(stage: Stage, look: Look) -> None:
    """Each list there is, one after the other."""
    tags = ("опт", "VIP", "срочно") if stage.language == "ru" else ("bulk", "VIP", "urgent")
    for place, name in enumerate(tags):
        stage.crm.do(dictionaries.add, DictionaryKind.TAG, name)
        stage.crm.do(dictionaries.change, DictionaryKind.TAG, name, colour=place)
    section = _section(stage, "dictionaries")
    for kind in DictionaryKind:
        section.kinds.set_value(kind.value)
        settle()
        if section.rows:
            section.table.select_id(section.rows[0].id)
        settle()
        look(stage.window)


def _tags(stage: Stage) -> Any:
    section = _section(stage, "dictionaries")
    section.kinds.set_value("tag")
    settle()
    for place, row in enumerate(section.rows[:5]):
        stage.crm.do(dictionaries.change, DictionaryKind.TAG, row.name, colour=place)
    if section.rows:
        stage.crm.do(dictionaries.archive, DictionaryKind.TAG, section.rows[-1].name)
    section._live.refresh()
    wait_until(lambda: any(row.colour is not None for row in section.rows))
    section.table.select_id(section.rows[0].id)
    settle()
    return section


def _coloured(stage: Stage, look: Look) -> None:
    _tags(stage)
    look(stage.window)


def _chips(stage: Stage, look: Look) -> None:
    name = _tags(stage).rows[0].name
    tagged = next(card.id for card in stage.crm.ask(clients.dump) if name in card.tags)
    stage.go("client", tagged)
    settle()
    look(stage.window)


def _colour(stage: Stage, look: Look) -> None:
    stage.while_asked(_tags(stage).look, look)


def _add_pipeline(stage: Stage, look: Look) -> None:
    stage.while_asked(_section(stage, "pipelines").add, look)


def _rename_pipeline(stage: Stage, look: Look) -> None:
    stage.while_asked(_section(stage, "pipelines").rename, look)


def _remove_stage(stage: Stage, look: Look) -> None:
    section = _section(stage, "pipelines")
    stages = [(one.id, one.draft.name) for line in section.rows for one in line.stages]
    stage.while_asked(lambda: section._ask_place(stages[0][1], 3, stages[1:]), look)


def _licences(stage: Stage, look: Look) -> None:
    stage.while_asked(_section(stage, "about").licences_button.click, look)


def _change_keys(stage: Stage, look: Look) -> None:
    section = _section(stage, "shortcuts")
    section.table.select_id(0)
    stage.while_asked(section.change, look)


_WORDS, _PIPELINES = "asks:ui.settings.dictionaries", "asks:ui.settings.pipelines"
SCENES = [
    Scene("settings-word-rename", _rename_word, (f"{_WORDS}.rename",), (SEVEN,)),
    Scene("settings-word-merge", _merge_word, (f"{_WORDS}.merge",), (SEVEN,)),
    Scene("settings-word-same", _merge_same, (f"{_WORDS}._merge_into",), (SEVEN,)),
    Scene("settings-word-lists", _every_list, kinds=(SEVEN,)),
    Scene("settings-word-outcomes", _outcomes, kinds=(SEVEN,)),
    Scene("settings-word-tags", _coloured, kinds=(SEVEN,)),
    Scene("settings-word-chips", _chips, kinds=(SEVEN,)),
    Scene("settings-word-colour", _colour, ("asks:ui.settings.word_more.ask_more",), (SEVEN,)),
    Scene("settings-word-remove", _remove_word, (f"{_WORDS}.remove",), (SEVEN,)),
    Scene(
        "settings-licences", _licences, ("window:ui.settings.licences.LicencesDialog",), (SEVEN,)
    ),
    Scene("settings-keys", _change_keys, ("asks:ui.settings.shortcuts.change",), (SEVEN,)),
    Scene("settings-pipeline-new", _add_pipeline, (f"{_PIPELINES}.add",), (SEVEN,)),
    Scene("settings-pipeline-rename", _rename_pipeline, (f"{_PIPELINES}.rename",), (SEVEN,)),
    Scene("settings-stage-remove", _remove_stage, (f"{_PIPELINES}._ask_place",), (SEVEN,)),
]
