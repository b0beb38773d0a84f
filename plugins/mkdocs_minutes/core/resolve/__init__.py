"""From what each note states to the entities that the archive knows."""
