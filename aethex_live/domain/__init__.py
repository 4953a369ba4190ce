"""Rules: pure functions and values; no I/O."""
