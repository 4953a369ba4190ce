"""Simulcast: sends a running stream to other RTMP services, none of which can disturb it."""
