"""A value that words or an address tell is gone whole: no piece of it is left to read."""

from __future__ import annotations

import re
import string

from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

PLACES = (
    "password: {}",
    "DB_PASSWORD={}",
    "SECRET_KEY='{}'",
    'The password is "{}" now.',
    "- Passwort für das Pad: {}",
    "* mot de passe : `{}`",
    "| Room | Password |\n|---|---|\n| Lake | {} |",
    "| Password | {} |\n|---|---|",
    "We share it by mail (password: {}), then lunch",
    "contraseña: **{}**",
    "пароль: {}\n\n## Next",
)
IN_ADDRESS = (
    "See https://ann:{}@wiki.example.org/a for it",
    "postgres://ann:{}@db.example.org/lake",
)
SIGNS = "!#$&+,-./:;?@_~{}()*'"
PIECE = 4
TITLE = "# Weekly 2024-03-05\n\n"


def values(signs: str) -> st.SearchStrategy[str]:
    """Values with a letter, a digit and a sign, which begin and end with a letter or digit."""
    inside = st.text(string.ascii_letters + string.digits + signs, min_size=9, max_size=20)
    return st.builds(
        "{}{}{}{}".format, st.sampled_from("aKz"), inside, st.sampled_from("7Q9"), st.just("x")
    )


def shown(text: str) -> str:
    return parse(RawNote("a.md", text.encode()), Settings()).note.text


def left(value: str, place: str) -> list[str]:
    """The pieces of a value that can be read of it in a place."""
    text = shown(f"{TITLE}{place.format(value)}\n")
    pieces = (value[at : at + PIECE] for at in range(len(value) - PIECE + 1))
    return [piece for piece in pieces if piece in text and piece not in TITLE + place]


@given(values(SIGNS), st.sampled_from(PLACES))
def test_nothing_is_left_of_a_value_that_words_tell(value: str, place: str) -> None:
    assume(re.search(r"\d", value) and re.search(r"[a-zA-Z]", value))
    quote = re.search(r"""["'`]""", place)
    assume(not quote or quote[0] not in value)
    assert not left(value, place)


@given(values("!$&+,-.:;@^_~"), st.sampled_from(IN_ADDRESS))
def test_nothing_is_left_of_a_password_in_an_address(value: str, place: str) -> None:
    assert not left(value, place)
