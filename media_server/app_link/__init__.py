"""The way to the app: the question at publish, the journal of events, and the commands that come back."""
