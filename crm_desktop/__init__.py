"""CRM Desktop: clients, deals, tasks and papers of a small business on one computer."""

__version__ = "0.1.0"
