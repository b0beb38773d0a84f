"""A theme's page, cut at marks and joined with the parts of other pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.site import shell
from mkdocs_minutes.site.shell import Form, Marks, Parts, ShellError

FORM = Form(
    steps=2, names_file=False, has_source=True, has_title=True, entries=((2, ((3, ()),)), (2, ()))
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


def theme(marks: Marks) -> str:
    """What a simple theme makes of a page of marks."""
    entries = "".join(
        f'<a href="#{marks(place + 1)}">{marks(place)}</a>'
        for place in range(shell.FIRST_ENTRY, shell.FIRST_ENTRY + 6, 2)
    )
    title = marks(shell.TITLE)
    return (
        f'<title>{title}</title><meta content="{marks(shell.DESCRIPTION)}"><b>{title}</b>'
        f'<link rel="canonical" href="https://example.org/{marks.address}"><nav>{entries}</nav>'
        f'<a href="https://example.org/edit/{marks(shell.SOURCE)}"></a>{marks.content}'
    )


def parts(text: str) -> Parts:
    entries = [(f"{text}{number}", f"a{number}") for number in range(3)]
    return Parts(f"<h1>{text}</h1>", text, f"of {text}", f"notes/{text}/", text, "", entries)


@given(TEXT)
def test_a_page_is_what_the_theme_would_have_made_of_its_parts(text: str) -> None:
    made = Marks(FORM)
    cut = made.cut(theme(made))
    page = parts(text)

    class Given(Marks):
        """The parts in place of the marks."""

        content = page.content
        address = page.address

        def __call__(self, place: int) -> str:
            return page[place]

    assert cut.join(page) == theme(Given(FORM))


@given(TEXT)
def test_a_text_that_looks_like_a_mark_is_left_as_it_is(text: str) -> None:
    marks = Marks(FORM)
    cut = marks.cut(theme(marks))
    assert cut.join(parts(text + marks(shell.CONTENT))).count(marks(shell.CONTENT)) > 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda html, marks: html.replace(marks.content, ""),
        lambda html, marks: html + marks.content,
        lambda html, marks: html + marks(shell.CONTENT),
        lambda html, marks: html + marks(shell.TITLE)[:-3],
        lambda html, marks: html + marks(shell.TITLE).upper(),
        lambda html, marks: html + marks(shell.FIRST_STEP + 2),
        lambda html, marks: html + f'<script>const title = "{marks(shell.TITLE)}";</script>',
        lambda html, marks: html + f"<STYLE>\n#{marks(shell.TITLE)} {{}}</style>",
        lambda html, marks: html + f"<p onclick=\"go('{marks.address}')\">",
    ],
    ids="none twice bare short upper step script style handler".split(),
)
def test_a_theme_that_makes_something_else_of_a_mark_is_not_cut(spoil) -> None:  # type: ignore[no-untyped-def]
    marks = Marks(FORM)
    with pytest.raises(ShellError):
        marks.cut(spoil(theme(marks), marks))


def test_marks_cannot_be_guessed() -> None:
    assert Marks(FORM)(shell.TITLE) != Marks(FORM)(shell.TITLE)


@pytest.mark.parametrize(("names_file", "end"), [(False, "/"), (True, ".html")])
def test_a_marked_address_has_the_form_of_the_pages(names_file: bool, end: str) -> None:
    form = Form(3, names_file, has_source=False, has_title=False, entries=())
    marks = Marks(form)
    assert marks.address.rstrip("/").count("/") == 2
    assert marks.address.endswith(end)
    assert "<h1" not in marks.content
