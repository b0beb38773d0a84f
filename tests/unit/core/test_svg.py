"""What is published of an SVG draws, and does nothing else."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.svg import SvgError, clean_svg


def repeating(depth: int, times: int) -> bytes:
    """A picture whose parts each show the one before several times."""
    parts = "".join(
        f'<g id="p{part}">' + f'<use href="#p{part - 1}"/>' * times + "</g>"
        for part in range(1, depth)
    )
    drawn = f'<defs>{parts}<g id="p0"><path/></g></defs><use href="#p{depth - 1}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'.encode()


NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x()</script>",
        "<SCRIPT>x()</SCRIPT>",
        '<g onclick="x()"/>',
        '<g ONCLICK="x()"/>',
        '<a href="javascript:x()"><text>a</text></a>',
        '<use href="https://example.org/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,x()"/>',
        '<image href="https://example.org/x.png"/>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x()</body></foreignObject>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script>',
        '<rect style="fill:url(https://example.org/x)"/>',
        '<rect fill="url(//example.org/x)"/>',
        '<rect style="background:url(x())"/>',
        '<set attributeName="href" to="javascript:x()"/>',
        '<animate attributeName="onload" values="x()"/>',
        "<style>@import 'https://example.org/x()';</style>",
        '<rect style="fill:\\75 rl(https://example.org/x)"/>',
        "<?xml-stylesheet href='https://example.org/x()'?>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(inside: str) -> None:
    made = clean_svg(f'<svg {NS}><rect width="1"/>{inside}</svg>'.encode())
    assert b'<rect width="1" />' in made
    for bad in (b"x()", b"example.org", b"script", b"data:", b"url("):
        assert bad not in made.lower()


def test_what_draws_stays() -> None:
    drawn = (
        f'<svg {NS} viewBox="0 0 9 9"><defs><linearGradient id="g"><stop offset="0"/>'
        '</linearGradient></defs><rect fill="url(#g)" style="stroke:red;opacity:.5"/>'
        '<use xlink:href="#g"/><text x="1">Plan &amp; more</text></svg>'
    )
    made = clean_svg(drawn.encode()).decode()
    for part in ('viewBox="0 0 9 9"', 'fill="url(#g)"', "stroke:red;opacity:.5", 'href="#g"'):
        assert part in made
    assert "Plan &amp; more" in made


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"),
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<svg><script/></svg>",
        b"",
        b"\xff\xfe\x00",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g/>" * 200_000 + b"</svg>",
        repeating(depth=6, times=20),
        repeating(depth=5_000, times=1),
    ],
)
def test_what_cannot_be_made_harmless_is_refused(data: bytes) -> None:
    with pytest.raises(SvgError):
        clean_svg(data)


def test_a_part_may_be_shown_often_and_one_that_shows_itself_is_no_trap() -> None:
    assert clean_svg(repeating(depth=3, times=20)).count(b"<use") == 41
    clean_svg(f'<svg {NS}><g id="a"><use href="#a"/><use href="#none"/></g></svg>'.encode())
