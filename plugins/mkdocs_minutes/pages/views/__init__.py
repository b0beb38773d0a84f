"""What each kind of page shows: a template's name and the records that it lays out."""
