"""The house rules of docs/architecture.md, as tests over the source."""
