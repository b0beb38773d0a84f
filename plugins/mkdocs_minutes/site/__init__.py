"""The finished site on disk: built aside, and published so that a reader never meets half of it."""
