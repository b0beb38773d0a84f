"""What should not be published: a table of kinds, and how their things are found in a text."""
