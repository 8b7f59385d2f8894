"""What is true without a screen or a disk: frozen data and pure functions, standard library only."""
