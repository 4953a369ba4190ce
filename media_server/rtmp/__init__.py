"""RTMP as pure code: bytes in, events and bytes out. No sockets, clocks or asyncio."""
