"""What a broadcast is equipped with: live window, recording, ladder, health, pictures, forwards."""
