"""The import scored against known facts of real lists: what the program says against what is."""
