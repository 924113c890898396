"""Looks at what the window itself says."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.commands import clients as client_commands
from crm_desktop.commands import contacts, deals, tasks
from crm_desktop.commands import documents as commands
from crm_desktop.db.errors import DAMAGED
from crm_desktop.domain.clients import ClientDraft, ClientKind, ContactDraft
from crm_desktop.domain.deals import DealDraft
from crm_desktop.domain.problems import NOT_FOUND, Refused
from crm_desktop.opening import Offer, Trouble
from crm_desktop.queries import clients, documents
from crm_desktop.queries import tasks as task_queries
from crm_desktop.ui.shell.demo import tell_demo
from crm_desktop.ui.shell.leave_question import ask_to_leave
from crm_desktop.ui.shell.notice import NoticeWindow
from crm_desktop.ui.shell.stay_question import ask_to_stay
from crm_desktop.ui.shell.trouble import trouble_page
from crm_desktop.ui.shell.undoing import UndoSegment
from crm_desktop.ui.shell.welcome import LimitsPage, Ways, WelcomePage
from crm_desktop.words import pgettext
from tests.screens.bases import EMPTY, SEVEN
from tests.screens.stage import Look, Scene, Stage, settle, wait_until


def _refused(stage: Stage, look: Look) -> None:
    stage.go("clients")
    stage.program.desk.jobs.refused.emit(Refused.of(NOT_FOUND))
    settle()
    look(stage.window)


def _paper_is_out(stage: Stage, look: Look) -> None:
    paper = next(row for row in stage.crm.ask(documents.listing) if row.status == "draft")
    stage.go("document", paper.id)
    stage.program.desk.jobs.run(commands.issue, paper.id)
    settle()
    segment = stage.window.status.findChild(UndoSegment)
    assert isinstance(segment, UndoSegment)
    _menu(stage, look, segment.choices())


def _trouble(stage: Stage, look: Look) -> None:
    trouble = Trouble(stage.folder, Refused.of(DAMAGED, name="base.db"))
    acts = dict.fromkeys(Offer, lambda: None)
    _notice(stage, look, trouble_page(stage.program.desk.theme, trouble, acts))


def _welcome(stage: Stage, look: Look) -> None:
    def nothing(*_given: object) -> None:
        """The buttons of a picture."""

    theme, locale = stage.program.desk.theme, "ru_RU" if stage.language == "ru" else "en_GB"
    ways = Ways(theme, locale, *[nothing] * 7)
    page = WelcomePage(ways)
    page.buttons["change"].click()
    page.make()
    _notice(stage, look, page)


def _demo(stage: Stage, look: Look) -> None:
    stage.go("clients")
    tell_demo(stage.program, lambda: None, lambda: None, has_own=False)
    settle()
    look(stage.window)


def _limits(stage: Stage, look: Look) -> None:
    _notice(stage, look, LimitsPage(stage.program.desk.theme, lambda: None))


def _notice(stage: Stage, look: Look, page: QWidget) -> None:
    window = NoticeWindow(stage.program.desk.theme, lambda: None)
    window.show_page(page)
    window.activateWindow()
    settle()
    look(window)
    window.close()
    window.deleteLater()


def _more(stage: Stage, look: Look) -> None:
    stage.go("clients")
    menu = stage.window.header.more_button.menu()
    assert menu is not None
    _menu(stage, look, menu)


def _whole_menu(stage: Stage, look: Look) -> None:
    stage.go("clients")
    whole = stage.window.header.menu_button.menu()
    assert whole is not None
    for action in whole.actions():
        inner = action.menu()
        assert isinstance(inner, QMenu)
        _menu(stage, look, inner)


def _section_menu(stage: Stage, look: Look) -> None:
    _menu(stage, look, stage.window.rail.menu_of(stage.program.desk.sections.shown()[0]))


def _palette(stage: Stage, look: Look) -> None:
    stage.go("clients")
    _typed(stage, look, "")


def _palette_found(stage: Stage, look: Look) -> None:
    stage.go("clients")
    _typed(stage, look, stage.crm.ask(clients.page, stage.crm.ask(clients.ids)[:1])[0].name[:4])


def _palette_kinds(stage: Stage, look: Look) -> None:
    """A client, one with such a person inside, a deal, tasks, papers and commands; then the end."""
    if stage.language == "ru":
        firm, person, what, asked = "ООО «Счётмаш»", "Счетчикова Анна", "Счётчики воды", "счёт"
    else:
        firm, person, what, asked = "Invicta Ltd", "Invers Anna", "Inverter for the shop", "inv"
    ids = stage.crm.ask(clients.ids)
    # Few enough of each that all of them stand in one picture.
    mark = "счёт" if stage.language == "ru" else "invoice"
    sending = [row.id for row in stage.crm.ask(task_queries.listing) if mark in row.title]
    stage.crm.do(tasks.delete, sending[0])
    draft = next(row for row in stage.crm.ask(documents.listing) if row.status == "draft")
    stage.crm.do(commands.delete, draft.id)
    made = stage.crm.do(client_commands.add, ClientDraft(firm, ClientKind.COMPANY)).value
    stage.crm.do(contacts.save, ids[-1], None, ContactDraft(person))
    stage.crm.do(deals.add, DealDraft(title=what, client_id=made))
    stage.program.desk.jobs.look()
    stage.go("clients")
    _typed(stage, look, asked, to_the_end=True)


def _palette_filter(stage: Stage, look: Look) -> None:
    stage.go("clients")
    _typed(stage, look, ">100000")


def _palette_spelling(stage: Stage, look: Look) -> None:
    stage.go("clients")
    names = [one.name for one in stage.crm.ask(clients.page, stage.crm.ask(clients.ids))]
    word = max(" ".join(names).split(), key=len)
    _typed(stage, look, word[:2] + word[3] + word[2] + word[4:])


def _palette_nothing(stage: Stage, look: Look) -> None:
    stage.go("clients")
    _typed(stage, look, "фжцщ 777")


def _typed(stage: Stage, look: Look, text: str, *, to_the_end: bool = False) -> None:
    box = stage.window.boxes.palette
    box.open_it()
    box.line.setText(text)
    box.line.textEdited.emit(text)
    wait_until(box.answered)
    settle()
    look(stage.window)
    if to_the_end:
        box.list.scrollToBottom()
        settle()
        look(stage.window)
    box.close_it()


def _stay(stage: Stage, look: Look) -> None:
    stage.go("clients")
    stage.while_asked(lambda: ask_to_stay(stage.program.desk.theme, stage.window), look)


def _leave(stage: Stage, look: Look) -> None:
    stage.go("clients")
    name = "Прайс-лист поставщика на ноябрь.xlsx" if stage.language == "ru" else "Prices.xlsx"
    label = pgettext("Imports", "Loading {name}").format(name=name)
    theme = stage.program.desk.theme
    stage.while_asked(lambda: ask_to_leave(theme, label, stage.window), look)


def _quick(stage: Stage, look: Look) -> None:
    _written(stage, look, "")


def _quick_read(stage: Stage, look: Look) -> None:
    line = "Иванов 8 916 000-00-01 три окна 45 000 до пятницы, позвонить завтра 15:00, белые"
    if stage.language == "en":
        line = "Smith +44 20 7946 0958 three windows 45,000 by Friday, call tomorrow 15:00, white"
    _written(stage, look, line)


def _quick_known(stage: Stage, look: Look) -> None:
    known = stage.crm.ask(clients.page, stage.crm.ask(clients.ids))
    one = next(row for row in known if row.phone)
    what = "two doors 12,000" if stage.language == "en" else "две двери 12 000"
    _written(stage, look, f"{one.phone} {what}")


def _quick_pasted(stage: Stage, look: Look) -> None:
    text = """С уважением,
Пётр Иванов, менеджер по закупкам
ООО «Ромашка»
моб. +7 916 123-45-67
раб. 8 (495) 765-43-21 доб. 12
ivan@romashka.ru | www.romashka.ru
123456, г. Москва, ул. Ленина, д. 5, оф. 12"""
    if stage.language == "en":
        text = """Best regards,
John Smith, Purchasing Manager
Acme Ltd
mobile +44 7700 900123
office +44 20 7946 0958
john@acme.com | www.acme.com
12 High Street, London SW1A 1AA"""
    _written(stage, look, text)


def _quick_table(stage: Stage, look: Look) -> None:
    _written(stage, look, "Name\tPhone\nSmith\t020 7946 0958\nBrown\t020 7946 0959")


def _quick_refused(stage: Stage, look: Look) -> None:
    _written(stage, look, "45 000", save=True)


def _written(stage: Stage, look: Look, text: str, *, save: bool = False) -> None:
    stage.go("clients")
    box = stage.window.boxes.quick_add
    box.open_with(text)
    wait_until(box.answered)
    if save:
        box.save()
    settle()
    look(stage.window)
    box.line.set_text("")
    box.close_it()


def _narrow(stage: Stage, look: Look) -> None:
    stage.go("clients")
    stage.window.rail.toggle()
    settle()
    look(stage.window)
    stage.window.rail.toggle()


def _menu(stage: Stage, look: Look, menu: QMenu) -> None:
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    settle()
    look(menu)
    menu.close()


SCENES = [
    Scene("menu-new", _more, ("asks:ui.shell.header.offer",), (SEVEN,)),
    Scene(
        "menu", _whole_menu, ("asks:ui.shell.menus.furnish", "asks:ui.shell.menus.menus"), (SEVEN,)
    ),
    Scene("menu-section", _section_menu, ("asks:ui.shell.rail.menu_of",), (SEVEN,)),
    Scene("notice-trouble", _trouble, ("window:ui.shell.notice.NoticeWindow",), (EMPTY,)),
    Scene("notice-welcome", _welcome, kinds=(EMPTY,)),
    Scene("palette", _palette, kinds=(EMPTY, SEVEN)),
    Scene("palette-found", _palette_found, kinds=(SEVEN,)),
    Scene("palette-kinds", _palette_kinds, kinds=(SEVEN,)),
    Scene("palette-filter", _palette_filter, kinds=(SEVEN,)),
    Scene("palette-spelling", _palette_spelling, kinds=(SEVEN,)),
    Scene("palette-nothing", _palette_nothing, kinds=(SEVEN,)),
    Scene("quick-add", _quick, kinds=(SEVEN,)),
    Scene("quick-add-read", _quick_read, kinds=(SEVEN,)),
    Scene("quick-add-known", _quick_known, kinds=(SEVEN,)),
    Scene("quick-add-pasted", _quick_pasted, kinds=(SEVEN,)),
    Scene("quick-add-table", _quick_table, kinds=(SEVEN,)),
    Scene("quick-add-refused", _quick_refused, kinds=(SEVEN,)),
    Scene("rail-narrow", _narrow, kinds=(SEVEN,)),
    Scene("ribbon-demo", _demo, kinds=(SEVEN,)),
    Scene("notice-limits", _limits, kinds=(EMPTY,)),
    Scene("stay-question", _stay, ("window:ui.shell.stay_question.StayQuestion",), (SEVEN,)),
    Scene("leave-question", _leave, ("window:ui.shell.leave_question.LeaveQuestion",), (SEVEN,)),
    Scene("refused-toast", _refused, ("window:ui.shell.window.Window",), (SEVEN,)),
    Scene("undo-choices", _paper_is_out, ("asks:ui.shell.undoing.choices",), (SEVEN,)),
]
