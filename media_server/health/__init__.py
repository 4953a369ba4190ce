"""How well a stream arrives: figures every second, and what to do about what is wrong."""
