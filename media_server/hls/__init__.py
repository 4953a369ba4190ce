"""Pure code of HLS and Low-Latency HLS: the timeline, its playlists, who waits for what."""
