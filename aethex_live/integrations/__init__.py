"""The only importers of vendor SDKs."""
