"""Pure reading of fragmented MP4 and writing of progressive MP4."""
