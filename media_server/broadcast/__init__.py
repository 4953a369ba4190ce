"""A live broadcast from its first publish to its end: who publishes, what is made of it, who gets it."""
