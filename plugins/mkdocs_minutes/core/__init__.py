"""The archive itself: from bytes to facts, without MkDocs, click or Jinja."""
