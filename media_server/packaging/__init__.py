"""Pure code that turns access units into CMAF inits, parts and segments."""
