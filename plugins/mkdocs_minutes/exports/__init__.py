"""The archive for other programs."""
