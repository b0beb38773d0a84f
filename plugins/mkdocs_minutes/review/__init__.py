"""What a change of the notes means: problems and differences as facts."""
