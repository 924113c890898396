"""Names of fields in words: columns of an import, places where something was found."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.words import pgettext

FIELDS: dict[str, Callable[[], str]] = {
    "ignore": lambda: pgettext("Fields", "do not load"),
    "note": lambda: pgettext("Fields", "into the comment"),
    "name": lambda: pgettext("Fields", "name"),
    "full_name": lambda: pgettext("Fields", "full name"),
    "last_name": lambda: pgettext("Fields", "surname"),
    "first_name": lambda: pgettext("Fields", "first name"),
    "middle_name": lambda: pgettext("Fields", "patronymic"),
    "company_name": lambda: pgettext("Fields", "company"),
    "kind": lambda: pgettext("Fields", "kind of client"),
    "phone": lambda: pgettext("Fields", "phone"),
    "phone_mobile": lambda: pgettext("Fields", "mobile phone"),
    "phone_work": lambda: pgettext("Fields", "work phone"),
    "phone_home": lambda: pgettext("Fields", "home phone"),
    "phone_other": lambda: pgettext("Fields", "other phone"),
    "fax": lambda: pgettext("Fields", "fax"),
    "email": lambda: pgettext("Fields", "e-mail"),
    "email_2": lambda: pgettext("Fields", "second e-mail"),
    "email_3": lambda: pgettext("Fields", "third e-mail"),
    "website": lambda: pgettext("Fields", "site"),
    "telegram": lambda: pgettext("Fields", "Telegram"),
    "whatsapp": lambda: pgettext("Fields", "WhatsApp"),
    "contact_name": lambda: pgettext("Fields", "contact person"),
    "position": lambda: pgettext("Fields", "position"),
    "birthday": lambda: pgettext("Fields", "birthday"),
    "inn": lambda: pgettext("Fields", "INN"),
    "kpp": lambda: pgettext("Fields", "KPP"),
    "ogrn": lambda: pgettext("Fields", "OGRN"),
    "city": lambda: pgettext("Fields", "city"),
    "address": lambda: pgettext("Fields", "address"),
    "address_legal": lambda: pgettext("Fields", "legal address"),
    "source": lambda: pgettext("Fields", "source"),
    "status": lambda: pgettext("Fields", "status"),
    "tags": lambda: pgettext("Fields", "tags"),
    "comment": lambda: pgettext("Fields", "comment"),
    "created_at": lambda: pgettext("Fields", "date of record"),
    "external_id": lambda: pgettext("Fields", "outside id"),
    "owner": lambda: pgettext("Fields", "responsible"),
    "owner_id": lambda: pgettext("Fields", "responsible"),
    "archived_at": lambda: pgettext("Fields", "archived on"),
    "messenger": lambda: pgettext("Fields", "messenger"),
    "site": lambda: pgettext("Fields", "site"),
    "contact": lambda: pgettext("Fields", "contact person"),
    "contact.name": lambda: pgettext("Fields", "name of the contact person"),
    "contact.position": lambda: pgettext("Fields", "position"),
    "contact.birthday": lambda: pgettext("Fields", "birthday"),
    "client_address": lambda: pgettext("Fields", "another address"),
    "client_address.label": lambda: pgettext("Fields", "label of an address"),
    "client_address.text": lambda: pgettext("Fields", "another address"),
    "client_account": lambda: pgettext("Fields", "bank account"),
    "client_account.label": lambda: pgettext("Fields", "label of a bank account"),
    "client_account.account": lambda: pgettext("Fields", "bank account"),
    "client_account.bank_name": lambda: pgettext("Fields", "bank"),
    "client_account.bik": lambda: pgettext("Fields", "BIC of the bank"),
    "client_account.corr_account": lambda: pgettext("Fields", "correspondent account"),
    "client_relation": lambda: pgettext("Fields", "relation"),
    "price_group": lambda: pgettext("Fields", "price group"),
    "discount": lambda: pgettext("Fields", "discount"),
    "consent_on": lambda: pgettext("Fields", "consent of"),
    "consent_source": lambda: pgettext("Fields", "where the consent is from"),
    "consent_purpose": lambda: pgettext("Fields", "what was agreed to"),
    "deleted_at": lambda: pgettext("Fields", "bin"),
    "last_touch": lambda: pgettext("Fields", "last touch"),
    "next_task_on": lambda: pgettext("Fields", "next step"),
    "amount": lambda: pgettext("Fields", "amount"),
    "expected_close": lambda: pgettext("Fields", "expected close"),
    "open_deals": lambda: pgettext("Fields", "open deals"),
    "open_amount": lambda: pgettext("Fields", "sum of open deals"),
    "debt": lambda: pgettext("Fields", "invoiced"),
}


def field_text(name: str) -> str:
    """A field's name in words; an unknown one as it is."""
    wording = FIELDS.get(name)
    return wording() if wording is not None else name
