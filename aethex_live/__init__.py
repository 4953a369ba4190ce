"""AeThex LIVE: the app. Pages, state, REST and websockets; the media server is a process of its own."""

__version__ = "0.1.0"
