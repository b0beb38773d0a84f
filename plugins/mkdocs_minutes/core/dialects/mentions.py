"""People as mentions of a program: `@[Ann Bell](user:7)`, `<@U024|ann>`, and what Google Docs adds.

A mention by a number alone (`<@U024>`) becomes the handle `@U024`, which the registry can give to a
person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..lexicon import any_of, late, months
from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import around, each, form, linked
from .source import Change, Edit, Source
from .tasks import field

_PERSON = re.compile(
    r"@\[(?P<name>[^\[\]\n]{1,80})\]\((?P<target>[^()\s]{0,200})\)"
    r"|\[@(?P<named>[^\W\d_][^\[\]\n]{1,80})\]\((?P<address>(?:user|mention|member|mailto):[^()\s]{0,200})\)"
    r"|@<(?P<angled>[^\W\d_][^<>@\n]{1,60}[ ][^<>@\n]{1,60})>"  # Azure DevOps
    r"|@_?\*\*(?P<called>[^*|\n]{2,60})(?:\|\d{1,9})?\*\*"  # as Zulip has it
)
_NAMES = ("name", "named", "angled", "called")
_CODE = re.compile(r"<@[!&]?(?P<id>[A-Z0-9]{4,24})(?:\|(?P<name>[^<>|\n]{1,60}))?>")
# Who a number is: `<@U024> = Ann Bell`, in a list of names.
_LEGEND = re.compile(
    r"<?@?\b(?P<id>[A-Z][A-Z0-9]{3,23})>?[ \t]*[=:|–—-][ \t]*"
    r"(?P<name>[^\W\d_a-z][\w.'’-]{0,40}(?:[ ][^\W\d_][\w.'’-]{0,40}){1,3})(?=[ \t]*(?:[,;|)]|$))",
    re.MULTILINE,
)
_BESIDE = re.compile(r"(?<=\))[ ](?=@\[)|(?<=[^\s:]\*\*)[ ](?=@_?\*\*)|(?<=\w>)[ ](?=@<)")
# `Attendees: @Ann Bell @Carl Diaz`, as Notion writes people of a property; and its days, `@May 3`.
_NAMED = r"@[^\W\d_][\w.'’-]{0,40}(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){1,3}"
_NAME = r"@[^\W\d_a-z][\w.'’-]{0,40}(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){0,3}"
_LINE_OF_NAMES = re.compile(
    rf"^[ \t]*(?:[-*+][ \t]+)?[*_]{{0,2}}[^\W\d_][\w ]{{1,30}}:[*_]{{0,2}}[ \t]+"
    rf"(?P<names>{_NAMED}(?:,?[ ]{_NAMED}){{0,60}}|{_NAME}(?:,[ ]{_NAME}){{1,60}})[ \t]*$",
    re.MULTILINE,
)
# `- @Ann Bell`, an item each.
_ITEM = re.compile(
    r"^[ \t]*[-*+][ \t]+(?P<names>@[^\W\d_a-z][\w.'’-]{0,40}(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){1,3})"
    r"[ \t]*$",
    re.MULTILINE,
)
# `| * @Ann Bell * @Carl Diaz |`, a list in a cell, as Confluence's pages become in Markdown.
_CELL = re.compile(
    rf"\|[ ]*(?P<names>\*[ ]{_NAMED}(?:(?:[ ]|<br>[ ]?)\*[ ]{_NAMED}){{0,60}})[ ]*(?=\|)"
)
# `- [ ] @Ann Bell order the rope`: one whom the note names elsewhere without the sign.
_BOXED = re.compile(
    r"^[ \t]*[-*][ \t]+\[[ xX]\][ \t]+@(?P<name>[^\W\d_a-z][\w.'’-]{0,40}"
    r"(?:[ ][^\W\d_a-z][\w.'’-]{0,40}){1,2})",
    re.MULTILINE,
)
_MOST = 60  # names that are looked for beyond their line
_FULL = re.compile(r"@(?P<name>[^\s@,*]+(?:[ ][^\s@,*]+)+)")
_BEHIND_LABEL = re.compile(r":[*_]{0,2}[ \t]+@")
_AT = re.compile(r"(?P<gap>(?:[ ]|<br>[ ]?)\*[ ]|(?<![,:*_])[ ])?@|\*[ ]@")
# `@May 24, 2024`, `@24. Mai 2024`, `@24 de mayo de 2024`, `@2024年5月24日`.
_DAY = late(
    rf"@(?<![\w@]@)(?={any_of(months())}[ ]\d{{1,2}},[ ]\d{{4}}\b"
    rf"|\d{{1,2}}\.?(?:[ ]de)?[ ]{any_of(months())}(?:[ ]de)?[ ]\d{{4}}\b|\d{{4}}[年년])",
    re.IGNORECASE,
)
# `- [ ] order rope @May 24, 2024`, or a day in code, as Confluence's days become in Markdown. Not
# `… by @May 24, 2024`, which is read as words.
_DUE = late(
    r"^[ \t]*- \[[ x]\][^\n@]{0,300}(?:@[^\n@]{0,300})??(?<!by )(?<!until )(?<!on )(?P<at>[@`])"
    rf"(?:(?P<month>{any_of(months())})[ ](?P<day>\d{{1,2}}),[ ]"
    rf"|(?P<first>\d{{1,2}})\.?(?:[ ]de)?[ ](?P<behind>{any_of(months())})(?:[ ]de)?[ ])"
    r"(?P<year>\d{4})(?P<close>`?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# `<!here>`, `<!subteam^S0123|@bakers>`: everybody, or a group.
_GROUP = re.compile(
    r"<!(?:subteam\^\w{1,24}\|@?(?P<name>[^<>|\n]{1,60})|(?P<all>here|channel|everyone))>"
)
_FORMS = (
    form("<!date^", r"<!date\^\d{1,12}\^[^<>|\n]{1,80}\|(?P<words>[^<>|\n]{1,60})>"),
    form("@<", r"@<[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}>", "(somebody)"),
    form("<#", r"<#[A-Z0-9]{4,24}\|(?P<words>[^<>|\n]{1,60})>", "#{words}"),
    form(
        "<",
        r"<(?P<url>(?:https?://|mailto:|tel:)[^\s<>|]{1,1000})\|(?P<words>[^<>|\n]{1,200})>",
        "[{words}]({url})",
    ),
)


def _due(source: Source) -> Iterator[Change]:
    """The days at the ends of tasks, on which these are due."""
    for match in source.matches(_DUE):
        month = months()[(match["month"] or match["behind"]).lower()]
        day = f"{match['year']}-{month:02}-{int(match['day'] or match['first']):02}"
        yield from field(match.start("at"), match.end("close"), f"due {day}")


def _changes(source: Source) -> Iterator[Change]:
    yield from _bare(source) if "@" in source.text else ()
    if any(sign in source.text for sign in ("@[", "[@", "@<", "@**", "@_**")):
        for gap in source.matches(_BESIDE):
            yield Edit(*gap.span(), ", ")
        yield from each(source, _PERSON, _person)
    names = dict(_named_numbers(source)) if "<@" in source.text else {}
    yield from each(source, _CODE, lambda match: _coded(match, names.get(match["id"], "")), "<@")
    for match in source.matches(_GROUP) if "<!" in source.text else ():
        yield Edit(*match.span(), f"@{match['name'] or match['all']}")
    yield from around(source, _FORMS)


def _bare(source: Source) -> Iterator[Change]:
    """Whole names behind a bare sign, and days."""
    listed = [
        *(source.matches(_LINE_OF_NAMES) if source.has(_BEHIND_LABEL) else ()),
        *source.matches(_ITEM),
        *(source.matches(_CELL) if "| * @" in source.text else ()),
    ]
    boxed = [box["name"] for box in source.matches(_BOXED)]
    elsewhere = [name for name in boxed if source.text.count(name) > source.text.count(f"@{name}")]
    yield from _listed(source, listed, elsewhere) if listed or elsewhere else ()
    yield from _due(source) if "- [" in source.text else ()
    for match in source.matches(_DAY):
        yield Edit(*match.span())


def _listed(
    source: Source, lines: Sequence[re.Match[str]], elsewhere: Sequence[str]
) -> Iterator[Change]:
    """Names that blanks alone part behind a label, or that are items, and where these stand too.

    So do those that stand `elsewhere` without a sign.
    """
    # Names of two words and more, which need no brackets then.
    whole = dict.fromkeys(elsewhere)
    for line in lines:
        for at in _AT.finditer(line.string, *line.span("names")):
            yield Edit(*at.span(), ", " if at["gap"] else "")
        whole.update(dict.fromkeys(_FULL.findall(line["names"])))
    told = re.compile(rf"(?<!\w)@(?:{'|'.join(map(re.escape, [*whole][:_MOST]))})\b")
    for match in source.matches(told) if whole else ():
        yield Edit(match.start(), match.start() + 1)
        yield InlineMark("link", Span(match.start() + 1, match.end()), match[0][1:])


def _person(match: re.Match[str]) -> Iterator[Change]:
    group = next(group for group in _NAMES if match[group])
    return linked(match, Span(*match.span(group)), match[group].strip())


def _named_numbers(source: Source) -> Iterator[tuple[str, str]]:
    """The names of those whom the note mentions by number, where it tells them once each."""
    told = Counter((match["id"], match["name"]) for match in source.matches(_LEGEND))
    by_number = Counter(number for number, _ in told)
    return (one for one in told if by_number[one[0]] == 1)


def _coded(match: re.Match[str], told: str) -> Iterator[Change]:
    """A mention by number: with a name behind it or `told` that name, else as a handle."""
    if told and not match["name"]:
        legend = _LEGEND.match(match.string, match.start())
        yield Edit(
            match.start(), legend.start("name") if legend else match.end(), "" if legend else told
        )
        if not legend:
            yield InlineMark("link", Span(*match.span()), told)
        return
    group = "name" if match["name"] else "id"
    start, end = match.span(group)
    whole = group == "name" and " " in match["name"].strip()
    yield Edit(match.start(), start, "" if whole or match[group].startswith("@") else "@")
    yield Edit(end, match.end())
    if whole:
        yield InlineMark("link", Span(start, end), match["name"])


MENTIONS = Dialect(
    name="mentions",
    tools="Linear, Mattermost, Notion, Slack and other chats",
    reads=(
        "people as mentions (`@[Ann Bell](user:7)`, `<@U024\\|ann>`, `@Ann Bell @Carl Diaz`);"
        " `<@U024>` is the person who has that handle in the registry; links with their text (`<https://…\\|text>`)"
    ),
    changes=_changes,
    example=("Owner: @[Ann Bell](user:7)", "Owner: Ann Bell"),
)
