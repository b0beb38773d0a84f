"""Mending changes the form of a note and none of its facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.checking import mend_notes
from mkdocs_minutes.configuration import configure
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.exports.jsonl import lines
from mkdocs_minutes.review.fix import mend
from tests.assembling import build
from tests.unit.review.scratch import Repository

SETTINGS = Settings()


def mended(text: str, path: str = "a.md") -> str:
    return mend(RawNote(path, text.encode()), SETTINGS).decode()


def exported(note: RawNote) -> list[object]:
    return [json.loads(line) for line in lines(build([note], Registry(), SETTINGS))]


def test_line_ends_become_one_line_feed_each() -> None:
    assert mended("\ufeff# Weekly\r\n\r\ntext") == "# Weekly\n\ntext\n"
    assert mended("# Weekly\n\ntext\n\n\n") == "# Weekly\n\ntext\n"


def test_white_space_at_line_ends_goes_where_it_means_nothing() -> None:
    assert mended("# Weekly \n\na\t\nb  \nc   \n\nd  \n") == "# Weekly\n\na\nb  \nc\n\nd\n"


def test_white_space_in_code_stays() -> None:
    text = "# Weekly\n\n```\na  \n* b \n```\n"
    assert mended(text) == text


def test_bullets_become_hyphens() -> None:
    assert (
        mended("# Weekly\n\n• one\n  * two\n– three\n") == "# Weekly\n\n- one\n  - two\n- three\n"
    )


def test_a_task_box_stays_as_it_is() -> None:
    assert mended("# Weekly\n\n* [x] Ann: write\n") == "# Weekly\n\n- [x] Ann: write\n"


def test_front_matter_takes_its_usual_order_with_its_comments() -> None:
    text = """---
room: 7
aliases:
  - old/one
# who kept them
date: 2024-02-01
title: "Weekly: one"
---
text
"""
    assert (
        mended(text)
        == """---
title: "Weekly: one"
# who kept them
date: 2024-02-01
aliases:
  - old/one
room: 7
---
text
"""
    )


def test_front_matter_that_cannot_be_made_takes_its_order_too() -> None:
    text = "---\na: &a [*a, &b [2020-13-45]]\nc: *b\ntitle: b\n---\n# Weekly\n"
    assert mended(text) == "---\ntitle: b\na: &a [*a, &b [2020-13-45]]\nc: *b\n---\n# Weekly\n"


def test_front_matter_that_holds_itself_many_times_over_is_soon_compared() -> None:
    lines = [f"k{n}: &k{n} [{f'*k{n - 1}, ' * 9}]" for n in range(1, 60)]
    text = "\n".join(["---", "k0: &k0 [x]", *lines, "title: a", "---", "# Weekly", ""])
    assert mended(text).startswith("---\ntitle: a\nk0:")


@pytest.mark.parametrize(
    "front_matter",
    [
        "date: [",
        "- a\n- b",
        "title: a\ntitle: b\n? x\n: y",
        "a: |\n  b: c\n\n  d",
        "a: |+\n  b\n\ntitle: c",
        "date: &day 2020-01-01\ntitle: *day",
        "a: &a [*a]\ndate: *a",
        'a: "\\Uffffffff"\ntitle: b',
        "date: 2020-13-45",
    ],
)
def test_front_matter_of_another_form_is_left_alone(front_matter: str) -> None:
    text = f"---\n{front_matter}\n---\n# Weekly\n"
    assert mended(text) == text


@pytest.mark.parametrize(
    "data", [b"caf\xe9 \r\n", b"a\0b \r\n", b"", b" \r\n", "ab".encode("utf-16")]
)
def test_what_is_no_utf_8_text_is_left_alone(data: bytes) -> None:
    assert mend(RawNote("a.md", data), SETTINGS) == data


LINES = """\
# Weekly 3 March 2020
Present: Ann Bell, Carl
• AI (Ann): write
o two
  – x\x20\x20
▶ one
\t* [ ] Ann: y
| a | b |
|---|---|
```
---
title: x
date: 2020-03-03
⇒ agreed\x20
Decision: yes
SHED-12\x20\x20

\x20\x20\x20
Basket 1.2.0 was released
1. x
+ y""".split("\n")


@given(
    st.lists(st.sampled_from(LINES), max_size=14),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["a.md", "b.txt"]),
)
def test_the_export_before_and_after_is_the_same(words: list[str], end: str, path: str) -> None:
    before = RawNote(path, end.join(words).encode())
    after = RawNote(path, mend(before, SETTINGS))
    assert exported(after) == exported(before)
    assert mend(after, SETTINGS) == after.data


def test_real_notes_keep_every_fact(shared: Path) -> None:
    for file in sorted((shared / "seeds").iterdir()):
        before = RawNote(file.name, file.read_bytes())
        after = RawNote(file.name, mend(before, SETTINGS))
        assert exported(after) == exported(before), file.name


def test_only_notes_that_an_edit_touches_are_mended_where_that_is_asked(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    for name in ("old.md", "edited.md"):
        repository.write(f"notes/{name}", f"# {name}  \n")
    repository.commit()
    repository.write("notes/edited.md", "# edited  \n\nmore\n")
    configuration, _ = configure({}, base=tmp_path, docs_dir=tmp_path / "docs")
    assert [*mend_notes(configuration, since="main")] == ["edited.md"]
    assert (tmp_path / "notes/old.md").read_text() == "# old.md  \n"
    assert [*mend_notes(configuration)] == ["old.md"]
    assert (tmp_path / "notes/old.md").read_text() == "# old.md\n"
