"""Turns a folder of raw meeting notes into a published, cross-linked, searchable archive."""
