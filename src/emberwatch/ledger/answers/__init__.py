"""Questions that claims answer, in whatever words, and how the answers stand to each other."""
