"""The RTMP listener: sockets, deadlines and limits around the sans-IO session."""
