"""SVG without anything that runs or is fetched: made anew from what draws, and nothing else.

A picture shown by `<img>` runs no script, but one that is opened by itself does, so what is
published has to be harmless. Elements and attributes are those of SVG 2 that draw.
"""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

SPACE = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = frozenset(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
    textPath linearGradient radialGradient stop clipPath mask pattern marker switch""".split()
)

_ATTRIBUTES = frozenset(
    """id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox
    preserveAspectRatio transform gradientTransform gradientUnits patternTransform patternUnits
    patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits markerWidth
    markerHeight refX refY orient offset spreadMethod pathLength rotate lengthAdjust textLength
    startOffset version alignment-baseline baseline-shift clip-path clip-rule color
    color-interpolation direction display dominant-baseline fill fill-opacity fill-rule
    font-family font-size font-stretch font-style font-variant font-weight letter-spacing
    marker-end marker-mid marker-start mask opacity overflow paint-order shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-rendering unicode-bidi vector-effect visibility word-spacing writing-mode""".split()
)

# A reference to a part of the same picture, the only one that a value may hold.
_OWN_PART = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)")
_UNSAFE_VALUE = re.compile(r"url\s*\(|[\\@<]|javascript:|expression\s*\(|/\*", re.IGNORECASE)
# One declaration of a `style` attribute.
_DECLARATION = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]*)")

_DEEPEST = 200

MOST_ELEMENTS = 100_000
"""A picture of more elements, those that `use` repeats among them, stops a browser."""


class SvgError(ValueError):
    """A file that is no SVG, or states entities of its own."""


def clean_svg(data: bytes) -> bytes:
    """The picture without scripts, styles, links, foreign content and references to elsewhere.

    Raises `SvgError` for what is not well-formed, is no SVG, declares a document type (whose
    entities can grow without bound), is nested too deeply, or shows too many elements.

    >>> data = b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script/><g id="a"/></svg>'
    >>> clean_svg(data)
    b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a" /></svg>'
    """
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data.replace(b"\0", b""), re.IGNORECASE):
        raise SvgError("it declares a document type")
    try:
        root = _root(data)
    except SvgError:
        raise
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SvgError("it is not well-formed") from error
    if root is None or root.tag != f"{{{SPACE}}}svg":
        raise SvgError("it is no SVG")
    made = _cleaned(root)
    if _shown(made) > MOST_ELEMENTS:
        raise SvgError("it shows too many elements")
    made.set("xmlns", SPACE)
    return bytes(ElementTree.tostring(made, encoding="utf-8"))


def _root(data: bytes) -> ElementTree.Element | None:
    """The outermost element, once it is known that what it holds can be walked through."""
    depth = elements = 0
    root = None
    for event, element in ElementTree.iterparse(BytesIO(data), ("start", "end")):  # noqa: S314 - no document type, so no entities
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST:
            raise SvgError("it is nested too deeply")
        if elements > MOST_ELEMENTS:
            raise SvgError("it has too many elements")
    return root


def _shown(root: ElementTree.Element) -> int:
    """How many elements a picture shows, with all that its `use` elements repeat.

    What repeats itself is shown once: browsers leave it out. Raises `SvgError` where repetitions
    are nested too deeply.
    """
    named = {element.get("id", ""): element for element in root.iter()}
    known: dict[ElementTree.Element, int] = {}

    def count(element: ElementTree.Element, depth: int) -> int:
        if depth > 2 * _DEEPEST:
            raise SvgError("it repeats its parts too deeply")
        if element not in known:
            known[element] = 1
            used = named.get(element.get("href", "#")[1:]) if element.tag == "use" else None
            below = [*element, *([] if used is None else [used])]
            known[element] = 1 + sum(count(one, depth + 1) for one in below)
        return known[element]

    return count(root, 0)


def _cleaned(element: ElementTree.Element) -> ElementTree.Element:
    name = element.tag.removeprefix(f"{{{SPACE}}}")
    made = ElementTree.Element(name, dict(_attributes(element)))
    made.text = element.text
    for child in element:
        kept = _is_kept(child)
        if kept:
            made.append(_cleaned(child))
            made[-1].tail = child.tail
    return made


def _is_kept(element: ElementTree.Element) -> bool:
    tag = element.tag
    prefix = f"{{{SPACE}}}"
    return isinstance(tag, str) and tag.startswith(prefix) and tag[len(prefix) :] in _ELEMENTS


def _attributes(element: ElementTree.Element) -> list[tuple[str, str]]:
    kept = []
    for name, value in element.attrib.items():
        if name in ("href", _XLINK):
            if re.fullmatch(r"#[\w.:-]+", value):
                kept.append(("href", value))
        elif name == "style":
            kept.append((name, _style(value)))
        elif name in _ATTRIBUTES and _is_safe(value):
            kept.append((name, value))
    return kept


def _style(value: str) -> str:
    """The declarations of a `style` attribute that could as well be attributes."""
    found = (_DECLARATION.fullmatch(part) for part in value.split(";"))
    return ";".join(
        f"{match[1]}:{match[2].strip()}"
        for match in found
        if match and match[1] in _ATTRIBUTES and _is_safe(match[2])
    )


def _is_safe(value: str) -> bool:
    return not _UNSAFE_VALUE.search(_OWN_PART.sub("", value))
