"""Use cases: one public async function is one thing that a person or the system does."""
