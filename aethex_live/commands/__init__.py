"""Commands of `aethex-live` that are more than a few lines: one module each; `register` announces it."""
