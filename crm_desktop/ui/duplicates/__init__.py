"""The page of duplicates: found, told apart, made one."""
