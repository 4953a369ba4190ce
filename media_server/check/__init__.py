"""Checks Low-Latency HLS as it is served: rules of rfc8216bis and CMAF, each with its source."""
