"""Quality ladders: each stream's pictures decoded once and encoded smaller, in a process of its own."""
