"""The command line as `python -m mkdocs_minutes.cli`."""

from . import main

main()
