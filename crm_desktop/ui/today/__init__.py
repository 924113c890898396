"""The room of the day."""
