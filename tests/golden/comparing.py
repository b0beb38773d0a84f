"""Golden files: what was read is compared with what a reviewer has agreed to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def hold(got: dict[str, Any], expected: Path, *, update: bool) -> None:
    """Hold a reading to its golden file; `update` writes the file first, to be read in review.

    What is empty is not listed, so that a new kind of fact leaves the files of all others alone.
    """
    got = told(got)
    if update:
        expected.write_text(json.dumps(got, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert got == told(json.loads(expected.read_text(encoding="utf-8")))


def told(value: Any) -> Any:
    """The value without keys that hold nothing."""
    if isinstance(value, dict):
        inner = {key: told(held) for key, held in value.items()}
        return {key: held for key, held in inner.items() if held not in (None, "", [], {})}
    return [told(item) for item in value] if isinstance(value, list) else value
