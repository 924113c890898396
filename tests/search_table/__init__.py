"""A table of queries by kind and whom each means: what a shop types when it looks for somebody.

Written as an owner would ask, before it was known what the search makes of it. The clients meant
are the oldest of whatever base they stand in, so that no hit is first for being new.
"""
