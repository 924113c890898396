"""A shop that never was: what fills the demo base, the same for the same seed and day."""
