"""What the account pages are made of."""
