"""Pictures that we draw ourselves, so that a new site is not empty: the same name, the same picture."""
