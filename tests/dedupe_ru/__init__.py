"""A labelled Russian set for finding duplicates: who is who is known, all of it is made up.

Written from knowing real lists, without looking at the matcher that it tries. Remade by
`python -m tests.dedupe_ru`; what stands in it is told in `tests/data/README.md`.
"""
