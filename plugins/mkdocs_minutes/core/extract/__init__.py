"""One module for each kind of fact that a note can state."""
