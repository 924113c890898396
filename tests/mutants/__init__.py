"""Spoilt files: real lists changed by named operators, and whether the program outlives them all.

Operators know the formats and not the program: nothing here looks at how it reads.
"""
