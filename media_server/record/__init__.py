"""Recordings: parts appended to disk while they are made, an index beside them, repair after a crash."""
