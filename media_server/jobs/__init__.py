"""Work on recordings in processes of their own: downloads, clips, pictures, loudness."""
