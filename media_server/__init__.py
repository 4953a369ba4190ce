"""The media server: RTMP in, Low-Latency HLS out, everything recorded. A process of its own."""

__version__ = "0.1.0"
