"""Our HTTP."""
