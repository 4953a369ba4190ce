"""What people do, from beginning to end, in a real browser on the compiled app."""
