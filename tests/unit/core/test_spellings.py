"""Most of what people write is masked, whatever stands around it; the large run is a bench."""

from __future__ import annotations

import random
from collections import Counter

from mkdocs_minutes.core.redact import redact
from mkdocs_minutes.core.settings import Settings
from tests.secrets.spellings import cases, shows

LEAST = 0.98
"""Of all spellings in all contexts so many are masked, and nine of ten of each kind."""

NOTE = "# Call 2021-01-01\n\nAttendees: Ann Bell, Bo Crane\n\n{}\n\nText.\n"


def test_secrets_are_masked_in_any_spelling_and_context() -> None:
    total: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for number, case in enumerate(cases(random.Random(1))):
        if number % 14:
            continue
        total[case.spelling.kind] += 1
        if shows(redact(NOTE.format(case.text), Settings()).text, case.parts):
            shown[case.spelling.kind] += 1
    assert shown.total() <= (1 - LEAST) * total.total(), shown
    assert not [kind for kind, count in total.items() if shown[kind] > 0.1 * count], shown
