"""Ugly Russian books by chance: every way of spoiling a list is a named kind, its truth is known.

Written from knowing real lists, without looking at the importer that they try. A book is made by
its number alone. `python -m tests.ugly --books 300` imports them and prints a table by kind.
"""
