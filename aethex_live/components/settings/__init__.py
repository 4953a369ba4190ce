"""What the settings of a person are made of."""
