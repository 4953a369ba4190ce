"""What channels plan: on their pages, on a page of its own, in what comes up, and in the studio."""
