"""The HTTP edge: playlists, parts and segments out of memory, recordings from disk, health and metrics."""
