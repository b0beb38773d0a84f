"""What the commands that tests run have in common, imported once."""

import mkdocs_minutes.cli
import mkdocs_minutes.exports
import mkdocs_minutes.plugin  # noqa: F401
