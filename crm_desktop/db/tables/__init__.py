"""All tables of a base, one module per noun."""

from crm_desktop.db.tables.activities import Activity
from crm_desktop.db.tables.base import Base, journalled
from crm_desktop.db.tables.clients import Client, Contact, ContactPoint
from crm_desktop.db.tables.deals import Deal, Pipeline, Stage
from crm_desktop.db.tables.derived import (
    ClientFacts,
    ClientSearch,
    DealSearch,
    DocumentSearch,
    TaskSearch,
)
from crm_desktop.db.tables.dictionaries import DictionaryEntry
from crm_desktop.db.tables.documents import (
    Document,
    DocumentLine,
    Numbering,
    NumberSeries,
    Organisation,
)
from crm_desktop.db.tables.imports import ImportRow, ImportRun
from crm_desktop.db.tables.journal import JournalContext, JournalRow, Meta, Operation
from crm_desktop.db.tables.settings import Employee, Setting
from crm_desktop.db.tables.tasks import Task

__all__ = [
    "Activity",
    "Base",
    "Client",
    "ClientFacts",
    "ClientSearch",
    "Contact",
    "ContactPoint",
    "Deal",
    "DealSearch",
    "DictionaryEntry",
    "Document",
    "DocumentLine",
    "DocumentSearch",
    "Employee",
    "ImportRow",
    "ImportRun",
    "JournalContext",
    "JournalRow",
    "Meta",
    "NumberSeries",
    "Numbering",
    "Operation",
    "Organisation",
    "Pipeline",
    "Setting",
    "Stage",
    "Task",
    "TaskSearch",
    "journalled",
]
