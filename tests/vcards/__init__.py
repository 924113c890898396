"""Contact cards made by a writer of its own, as phones and mail programs write them."""
