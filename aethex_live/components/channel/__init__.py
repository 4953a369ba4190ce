"""What the pages about channels are made of."""
