"""The storage format of Confluence within a page of HTML: macros, tasks, people, links, decisions.

Source of the forms: Confluence's page on its storage format (`ac:` and `ri:` elements).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..lexicon import late, pattern
from .forms import form
from .html_tags import Tag
from .page import DEEPEST, SPACE, Macro, Page

# Panels of Confluence, as the callouts they look like.
_PANELS = frozenset("info note tip warning panel expand success decision details excerpt".split())


def _macro(page: Page, tag: Tag) -> None:
    if tag.opens and not tag.closes and len(page.macros) < DEEPEST:
        name = tag.attributes.get("ac:name", "").lower()
        page.macros.append(Macro(name, quotes=page.quotes))
    elif not tag.opens and page.macros:
        macro = page.macros.pop()
        _begin_panel(page, macro)
        if macro.name in _PANELS:
            page.blank()
            page.quotes = macro.quotes
            page.blank()
        else:
            _say(page, macro)


def _parameter(page: Page, tag: Tag) -> None:
    if page.macros:
        page.macros[-1].parameter = (tag.attributes.get("ac:name") or "_") if tag.opens else ""


def _say(page: Page, macro: Macro) -> None:
    """What a macro without a text of its own shows: a ticket's key, a state."""
    words = macro.told.get("key", "") if macro.name == "jira" else ""
    if macro.name == "status":
        words = macro.told.get("title", "")
    if words.strip():
        page.buffer.append(f" {words.strip()} ")


def _body(page: Page, tag: Tag) -> None:
    if page.macros and tag.opens:
        _begin_panel(page, page.macros[-1])
    page.flush()


def _begin_panel(page: Page, macro: Macro) -> None:
    if macro.name in _PANELS and not macro.begun:
        page.blank()
        kind = "note" if macro.name in ("panel", "expand", "details", "excerpt") else macro.name
        page.quotes = min(9, page.quotes + 1)
        title = " ".join(macro.told.get("title", "").split())
        page.lines.append(f"{'> ' * page.quotes}[!{kind}] {title}".rstrip())
    macro.begun = True


def _plain_body(page: Page, tag: Tag) -> None:
    if tag.opens:
        page.blank()
        page.verbatim += 1
    elif page.verbatim:
        page.verbatim -= 1
        page._code("".join(page.buffer))


def _task(page: Page, tag: Tag) -> None:
    page.flush()
    if tag.opens:
        page.lists.append(0)
        page.marker = "- [ ] "
    elif page.lists:
        page.lists.pop()
        page.marker = ""


def _status(page: Page, tag: Tag) -> None:
    if not tag.opens:
        state = "".join(page.buffer).strip().lower()
        page.buffer = []
        page.marker = "- [x] " if state == "complete" else "- [ ] "


def _user(page: Page, tag: Tag) -> None:
    name = tag.attributes.get("ri:username", "")
    if tag.opens:
        page.buffer.append(f"@{name} " if name else "(somebody) ")


def _page(page: Page, tag: Tag) -> None:
    page.target = tag.attributes.get("ri:content-title", "") if tag.opens else page.target


def _file(page: Page, tag: Tag) -> None:
    name = tag.attributes.get("ri:filename", "")
    if name and tag.opens:
        page.buffer.append(f"![{name}]({name.replace(' ', '%20')})")


def _inner_link(page: Page, tag: Tag) -> None:
    if tag.opens and len(page.links) < DEEPEST:
        anchor = tag.attributes.get("ac:anchor", "")
        page.links.append((f"#{anchor}" if anchor else "", len(page.buffer)))
        page.target = ""
    if page.links and (tag.closes or not tag.opens):
        place, at = page.links.pop()
        words = SPACE.sub(" ", "".join(page.buffer[at:])).strip()
        target = page.target + place
        if target:
            page.buffer[at:] = [f"[[{target}|{words}]]" if words else f"[[{target}]]"]
        elif file := _FILE.fullmatch(words):
            page.buffer[at:] = [f"[{file['words'] or file['name']}]({file['url']})"]
        elif person := _PERSON.fullmatch(words):
            handle = f" (@{person['handle']})" if person["handle"] else ""
            page.buffer[at:] = [person["name"] + handle]
        page.target = ""


# What a link to a file holds: the file, and its words behind it.
_FILE = re.compile(
    r"!\[(?P<name>[^\[\]]{1,200})\]\((?P<url>[^()]{1,300})\) ?(?P<words>[^\[\]]{0,200})"
)
# The same format within Markdown, tag by tag, since its lines stay those of the note.
_IN_TAG = r"[^<>\n]{0,300}"
IN_MARKDOWN = (
    form(
        "<ac:",
        r'<ac:parameter ac:name="title">(?P<words>[^<>\n]{1,200})</ac:parameter>',
        "**{words}:** ",
    ),
    form("<ac:", r'<ac:parameter ac:name="(?:key|title)">(?P<words>[^<>\n]{1,200})</ac:parameter>'),
    form(
        "<ac:",
        rf"<(?P<tag>ac:(?:parameter|task-id|task-uuid|placeholder))\b{_IN_TAG}>[^<>\n]{{0,300}}</(?P=tag)>",
    ),
    form("<ac:", r"<ac:task-status>incomplete</ac:task-status>[ ]*<ac:task-body>", "- [ ] "),
    form("<ac:", r"<ac:task-status>complete</ac:task-status>[ ]*<ac:task-body>", "- [x] "),
    form("<ac:", r"^[ \t]*<ac:task-status>\w{1,12}</ac:task-status>[ \t]*$"),
    form("<ac:", r"(?<=>complete</ac:task-status>\n)<ac:task-body>", "- [x] "),
    form("<ac:", r"(?<=incomplete</ac:task-status>\n)<ac:task-body>", "- [ ] "),
    form(
        "<ri:", rf'<ri:page\b{_IN_TAG}\bri:content-title="(?P<words>[^<>"\n]{{1,200}})"{_IN_TAG}>'
    ),
    form(
        "<ri:",
        rf'<ri:attachment\b{_IN_TAG}\bri:filename="(?P<url>[^<>"\n]{{1,200}})"{_IN_TAG}>',
        "![]({url})",
    ),
    form(
        "<ri:",
        rf'<ri:user\b{_IN_TAG}\bri:username="(?P<words>[^<>"\n]{{1,60}})"{_IN_TAG}>',
        "@{words}",
    ),
    form("<ri:", rf"<ri:user\b{_IN_TAG}>", "(somebody)"),
    form("<time ", r'<time datetime="(?P<words>\d{4}-\d\d-\d\d)"[ ]*/>(?:</time>)?'),
    form("<ac:", rf"</?(?:ac|ri):{_IN_TAG}>"),
    form("<ri:", rf"</?ri:{_IN_TAG}>"),
)

_NEAR = 40  # pieces of a task's words among which another day is looked for
_DUE_ALREADY = late(rf"\[due:: | {pattern('actions.due')} \s* $", re.IGNORECASE | re.VERBOSE)
# A link to somebody, with a text of its own.
_PERSON = re.compile(r"(?:@(?P<handle>\S+)|\(somebody\)) (?P<name>\S.*)")


def _time(page: Page, tag: Tag) -> None:
    day = tag.attributes.get("datetime", "")
    page.skipped, page.depth = ("time", 1) if tag.opens and not tag.closes and day else ("", 0)
    if tag.opens and day:
        # The first day in a task is the one until which it is to be done, if no word says so.
        before = "".join(page.buffer[-_NEAR:])
        due = page.marker.startswith("- [") and not _DUE_ALREADY.search(before)
        page.buffer.append(f" [due:: {day}] " if due else f" {day} ")


def _emoticon(page: Page, tag: Tag) -> None:
    sign = tag.attributes.get("ac:emoji-fallback", "")
    known = {"tick": "✓", "cross": "✗", "warning": "⚠", "information": "ℹ"}
    if tag.opens:
        page.buffer.append(sign or known.get(tag.attributes.get("ac:name", ""), ""))


def _node(page: Page, tag: Tag) -> None:
    """A decision of Confluence's newer pages, as a conclusion."""
    page.flush()
    if tag.opens and tag.attributes.get("type") == "decision-item":
        page.buffer.append("Decision: ")


HANDLERS: Mapping[str, Callable[[Page, Tag], None]] = {
    "ac:structured-macro": _macro,
    "ac:macro": _macro,
    "ac:parameter": _parameter,
    "ac:rich-text-body": _body,
    "ac:plain-text-body": _plain_body,
    "ac:task": _task,
    "ac:task-status": _status,
    "ac:link": _inner_link,
    "ri:user": _user,
    "ri:page": _page,
    "ri:attachment": _file,
    "ac:emoticon": _emoticon,
    "ac:adf-node": _node,
    "time": _time,
}
"""What each element of the format does to a page."""
