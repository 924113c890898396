"""What the heads of a list tell of deals, tasks and notes: what it holds, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.import_nouns import AS_CLIENT, CLIENT_SIDE, OWN_SIDE, Noun
from crm_desktop.domain.importing.columns import ColumnGuess
from crm_desktop.domain.importing.dictionary import NOTE, folded
from crm_desktop.domain.text import fold

_SEVERAL = {"ignore", NOTE, "comment", "note_text", "stage", "phone", "email", "address"}
"""Fields that more than one column may go to."""

_HEADS: dict[Noun, dict[str, str]] = {
    Noun.DEALS: {
        "deal_name": "название сделки, сделка, наименование сделки, deal title, deal name, deal, "
        "title, название, наименование, тема, opportunity name, заказ, название заказа, name",
        "stage": "этап, стадия, этап сделки, стадия сделки, статус, статус сделки, этап/статус, "
        "stage, deal stage, status, этап воронки, статус заказа",
        "pipeline": "воронка, воронка продаж, направление, pipeline, funnel",
        "amount": "сумма, бюджет, сумма сделки, бюджет сделки, стоимость, сумма заказа, value, "
        "amount, deal value, price, цена, budget, сумма руб, бюджет руб",
        "currency": "валюта, currency, currency of value",
        "close_date": "дата закрытия, предполагаемая дата закрытия, ожидаемая дата закрытия, "
        "дата завершения, ожидаемое закрытие, expected close, expected close date, close date, "
        "closing date, дата закрытия сделки",
        "probability": "вероятность, вероятность %, probability",
        "lost_reason": "причина отказа, причина проигрыша, lost reason, причина закрытия",
        "source": "источник, источник сделки, source",
        "responsible": "ответственный, менеджер, owner, responsible, assigned to, deal owner",
        "created_at": "дата создания, дата создания сделки, создана, deal created, created, "
        "add time, created date, дата",
        "external_id": "id, id сделки, номер сделки, номер заказа, deal id",
        "comment": "комментарий, примечание, комментарии, описание, comment, notes, description",
    },
    Noun.TASKS: {
        "task_name": "задача, название задачи, тема задачи, задание, что сделать, task, task name, "
        "название, наименование, тема, subject, title, name",
        "due_date": "срок, крайний срок, дедлайн, срок исполнения, due date, due, deadline, "
        "выполнить до, дата выполнения, дата, date, завершить до",
        "due_time": "время, time, due time, время выполнения",
        "done": "выполнена, выполнено, готово, сделано, завершена, статус, done, completed, "
        "status, статус задачи, состояние",
        "deal_name": "сделка, название сделки, deal, deal name, deal title",
        "responsible": "ответственный, исполнитель, менеджер, owner, responsible, assignee, "
        "assigned to",
        "comment": "комментарий, примечание, описание, результат, comment, description, notes",
        "created_at": "дата создания, создана, created, date created, add time",
        "external_id": "id, id задачи, номер задачи, task id",
    },
    Noun.NOTES: {
        "note_text": "текст, заметка, текст заметки, примечание, комментарий, содержание, "
        "описание, note, note text, text, comment, description, результат",
        "note_date": "дата, дата и время, когда, date, date and time, created, дата создания, "
        "add time",
        "note_kind": "тип, вид, способ, способ связи, тип события, вид события, type, kind",
        "author": "автор, кто, менеджер, сотрудник, ответственный, author, user, owner",
        "deal_name": "сделка, название сделки, deal, deal name, deal title",
    },
}
_CLIENT_HEADS = {
    "client_name": "клиент, контакт, основной контакт, покупатель, заказчик, контрагент, contact, "
    "person, contact person, customer, client, имя клиента, фио клиента, название клиента",
    "company_name": "компания, организация, organization, organisation, company, "
    "название компании, компания контакта",
    "client_id": "id клиента, id контакта, id компании, код клиента, client id, customer id",
}
_STRONG = {
    Noun.DEALS: "название сделки, наименование сделки, deal title, deal name, этап сделки, "
    "стадия сделки, статус сделки, deal stage, opportunity name, сумма сделки, бюджет сделки",
    Noun.TASKS: "задача, название задачи, тема задачи, задание, что сделать, task, task name",
    Noun.NOTES: "заметка, текст заметки, текст, содержание, примечание, комментарий, note, "
    "note text",
}
_STAGED = "этап, стадия, воронка, stage, pipeline, этап/статус"
_PRICED = "сумма, бюджет, amount, value, budget, сумма заказа"
_DUE = "срок, крайний срок, дедлайн, due date, due, deadline, выполнить до, срок исполнения"
_TITLED = "название, тема, title, subject"
_DATED = "дата, дата и время, date, когда, date and time"
_TOLD_APART = "тип, вид, способ связи, тип события, вид события, type, kind, автор, author"
_OF_CLIENTS = ("телефон", "phone", "mail", "почта", "инн", "адрес", "рожден")
_CURRENCY = re.compile(r"[₽$€₸]|(?<=\s)(?:руб|rub|р)\b\.?")
_OF_PEOPLE = "фамилия, отчество, полное имя контакта, last name, surname, family name"
_FEW = 8
"""A list of notes has few columns."""


_ABOUT_GOODS = (
    r"артикул|sku\b|штрих-?\s?код|barcode|\bean\b|isbn",
    r"\bцена|стоимость|\bprice",
    r"^ед\.?(?:\s*изм\.?\w*)?$|единица|^unit",
    r"остат[ок]|в наличии|на складе|\bкол-?\s?во|количеств|\bstock|\bqty|\bquantity",
    r"\bндс\b|\bvat\b",
)
_GOODS = r"товар|номенклатур|наименован|назван|услуг|product|^name$|^title$|\bitem"
_BUYERS = r"клиент|покупател|заказчик|контрагент|\bфио\b|customer|client|получател|плательщик"
_PAID = r"назначение(?: платежа)?$|плательщик|purpose of payment|payment purpose|^payer|\bплатеж"
_SUM = r"^сумма|^приход|^расход|^amount|^sum$|^total"
_DAYS = r"^дата|^date|\bdate$"
_PAPER = (
    r"^(?:№|no|number|номер)$|^(?:номер|№)\s+(?:док|сч[её]т|накладн)"
    r"|^документ|invoice (?:no|number)"
)
_OF_PAPERS = r"^вид|^kind|^тип\b|^type|^статус|^status|^валюта|^currency|оплачен|\bpaid"
_REACHED = ("phone", "email", "telegram", "whatsapp", "birthday", "address")
_GOOD_SIGNS = 2


def not_kept(columns: Sequence[ColumnGuess]) -> str:
    """What a list seems to hold that is not kept here: products, payments, papers; "" else.

    Whoever can be reached is a client, whatever else is told of them.
    """
    if any(one.samples and one.field.startswith(_REACHED) for one in columns):
        return ""
    heads = [folded(one.header) for one in columns if one.header]

    def told(words: str) -> bool:
        return any(re.search(words, head) for head in heads)

    if told(_SUM) and told(_DAYS):
        if told(_PAID):
            return "payments"
        if told(_PAPER) and told(_OF_PAPERS):
            return "papers"
    signs = [told(words) for words in _ABOUT_GOODS]
    goods = sum(signs) >= _GOOD_SIGNS and any(signs[:2]) and told(_GOODS)
    return "products" if goods and not told(_BUYERS) else ""


def guess_noun(headers: Iterable[str]) -> Noun:
    """What a list with these heads holds; clients when in doubt."""
    heads = [_key(head) for head in headers if head]
    deal = any(fold(head).startswith(("deal - ", "сделка: ")) for head in headers)
    told_of = _among(heads, _STAGED) or _among(heads, _PRICED)
    # A list of people may tell besides what deal each has.
    if deal or (_among(heads, _STRONG[Noun.DEALS]) and (told_of or not _among(heads, _OF_PEOPLE))):
        return Noun.DEALS
    if _among(heads, _STAGED) and _among(heads, _PRICED):
        return Noun.DEALS
    if _among(heads, _DUE) and _among(heads, f"{_STRONG[Noun.TASKS]}, {_TITLED}"):
        return Noun.TASKS
    told = _among(heads, _STRONG[Noun.NOTES]) and _among(heads, _DATED)
    of_clients = any(word in head for head in heads for word in _OF_CLIENTS)
    if told and _among(heads, _TOLD_APART) and not of_clients and len(heads) <= _FEW:
        return Noun.NOTES
    return Noun.CLIENTS


def guess_fields(
    noun: Noun, columns: Sequence[ColumnGuess], own: Sequence[OwnField]
) -> tuple[ColumnGuess, ...]:
    """What the columns of such a list mean, from what they would mean in a list of clients."""
    titles = {fold(one.name): one.field for one in own}
    found = [_guessed(noun, column, titles) for column in columns]
    best: dict[str, ColumnGuess] = {}
    for column in found:
        held = best.get(column.field)
        if held is None or column.confidence > held.confidence:
            best[column.field] = column
    return tuple(
        column
        if _may_repeat(column.field) or best[column.field] is column
        else replace(column, field=NOTE, confidence=0.4)
        for column in found
    )


def _may_repeat(field: str) -> bool:
    return field in _SEVERAL or field.startswith("phone")


def _guessed(noun: Noun, column: ColumnGuess, titles: dict[str, str]) -> ColumnGuess:
    if fold(column.header) in titles:
        return replace(column, field=titles[fold(column.header)], confidence=1.0)
    key = _key(column.header)
    for place, (names, sure) in enumerate(((_HEADS[noun], 0.95), (_CLIENT_HEADS, 0.9))):
        for field, heads in names.items():
            listed = heads.split(", ")
            if key in listed:
                # Of several columns that may be one field the best name wins.
                share = listed.index(key) / 100
                return replace(column, field=field, confidence=sure - share - place / 100)
    as_client = {name: field for field, name in AS_CLIENT.items()}
    field = as_client.get(column.field, column.field)
    if field == "ignore" or (field in CLIENT_SIDE and column.confidence > 0.5):
        return replace(column, field=field)
    if column.field in OWN_SIDE[noun] and column.field != "external_id":
        return column
    return replace(column, field=NOTE)


def _among(heads: Sequence[str], names: str) -> bool:
    return not set(names.split(", ")).isdisjoint(heads)


def _key(header: str) -> str:
    """A head without what stands before all heads of an export, and without its currency."""
    key = folded(header)
    for before in ("deal - ", "сделка - ", "activity - "):
        key = key.removeprefix(before)
    return " ".join(_CURRENCY.sub("", key.replace(",", " ")).split())
