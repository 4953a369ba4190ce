"""What tests of several packages share: a database, a context to call use cases with, people to act."""
