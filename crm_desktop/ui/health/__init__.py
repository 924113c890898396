"""The page of the data about clients: what is missing, what looks wrong."""
