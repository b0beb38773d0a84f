"""References to tickets, issues and pull requests, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..records import Note, Span, Ticket, TicketId
from ..settings import Settings

# Issue addresses by the shape of their path; hosts are not listed, since anybody can run one.
_URL = re.compile(
    r"""
    https?:// (?P<host> [\w.-]{3,100} ) (?: :\d+ )? / (?:
        (?P<repo> [\w.-]{1,80} / [\w.-]{1,100} ) / (?: issues | pulls? ) /
        (?P<number> \d{1,7} ) \b
      | (?P<project> (?: [\w.-]{1,80} / ){1,5} [\w.-]{1,80} ) / (?: -/ )?
        (?P<what> issues | merge_requests | work_items ) / (?P<iid> \d{1,7} ) \b
      | (?: [\w./-]{0,60} / )?? browse / (?P<jira> [A-Z][A-Z0-9_]{1,20} - [1-9]\d{0,6} ) \b
      | (?: [\w./-]{0,60} )? issues/ (?P<redmine> \d{1,7} ) \b
      | [^\s<>()\[\]"']{0,120}? (?P<query> [?&] ticket_id= | tktview\?tn= ) (?P<asked> \d{1,9} )
      | [^\s<>()\[\]"']{0,120}? show_bug\.cgi\?id= (?P<bugzilla> \d{1,8} )
      | [^\s<>()\[\]"']{0,80}? /?a/tickets/ (?P<freshdesk> \d{1,9} ) \b
      | [^\s<>()\[\]"']{0,80}? \+bug/ (?P<launchpad> \d{1,9} )
      | (?: [\w./-]{0,60} / )? tickets? / (?P<ticket> \d{1,9} ) \b
    )
    """,
    re.VERBOSE,
)
# A host that is a ticket system: `https://tickets.example.org/desk/123`.
_TICKET_HOST = re.compile(
    r"https?://(?:tickets?|helpdesk|servicedesk)\.[\w.-]{3,100}/(?:(?P<desk>\w{1,30})/)?(?P<number>\d{2,9})\b"
)
# `org/repo#12`, `group/sub/project!12`; `repo#12` and `#12` only where the repository is known.
_NUMBERED = re.compile(
    r"""
    (?P<name> (?: [A-Za-z0-9][\w.-]{0,60} / ){0,4} [A-Za-z0-9][\w.-]{0,100} )?
    [#!] (?P<number> [1-9]\d{0,6} )
    (?! \w | [-.:]\d | / )
    """,
    re.VERBOSE,
)
_NAME_BEFORE = re.compile(r"(?<![\w./@&?=-])[A-Za-z0-9][\w./-]{0,200}$")

# `SOFTWARE-3642`. Not a part of a longer code (`TECH-01-01`, `CVE-2020-1234`), nor of a word.
_KEY = re.compile(r"[A-Z][A-Z0-9]{1,15}-[1-9]\d{0,5}(?![\w-]|\.\d)")
_PART_OF_CODE = frozenset("/.#=&?-_")
# Standards, codes, diseases, products and years that look like a project key with a number.
_CODES = """
    UTF ACTION ISSUE EPEL JIRA TC ISO SHA MD COVID SARS X CVE RFC IEEE IEC EN DIN ANSI ECMA ES
    HTTP HTTPS TLS SSL IPV IP TCP AES RSA DES DSA ECDSA ED GPT CC BY GPL LGPL BSD MIT CP UCS
    ASCII WINDOWS EL RHEL SL CENTOS FEDORA PY PYTHON MP USB PCI DDR RAM CPU GPU RTX GTX EPYC
    XEON INTEL AMD ARM VT UTC GMT Q H FY DAY WEEK PHASE TIER LEVEL CLASS TYPE PART STEP RUN LHC
    HL CHEP DC BASE TOP TECH CAT F A B C T V P S W PM AM COL OAUTH OIDC SAML HDR K NUMA POSIX
    WCAG WPA ICD PEP LDAP MODULE SEV PRIO PRIORITY RC ALPHA BETA NT
"""
_NOT_KEYS = frozenset(_CODES.split())
# Trackers that are named with a number: `GGUS 123456`, `GGUS ticket #123456`, `Bugzilla 1234`.
_NAMED = re.compile(
    r"\b(?P<name>GGUS|Freshdesk|FreshDesk|Bugzilla|RHBZ|BZ|Redmine|JIRA|SNOW|RT|Trac|Launchpad|LP|Savannah)"
    r"(?:[ ](?:ticket|bug|issue|id|no\.?))?[ ]?(?::[ ]?|\#|-|[ ]\#?)(?P<number>\d{3,9})\b(?![-.]\d)"
)
# `### org/repo`, or a link to a repository: what bare numbers below or beside it belong to.
_REPO_HEADING = re.compile(
    r"`?([A-Za-z0-9][\w.-]{0,38}/[A-Za-z0-9][\w.-]{0,99})`?(?:\s(?:issues?|prs?|pull requests?))?:?"
)
_REPO_LINK = re.compile(r"https://github\.com/([\w.-]{1,39}/[\w.-]{1,100}?)(?:[/?#)\]>\s]|$)")

_TRACKERS = (
    "GGUS",
    "reshdesk",
    "reshDesk",
    "ugzilla",
    "RHBZ",
    "BZ",
    "edmine",
    "JIRA",
    "SNOW",
    "RT",
    "Trac",
    "aunchpad",
    "LP",
    "avannah",
)
_SYSTEMS = {"bugzilla": "Bugzilla", "freshdesk": "Freshdesk", "launchpad": "Launchpad"}
_NAMES = {"rhbz": "Bugzilla", "bz": "Bugzilla", "lp": "Launchpad", "freshdesk": "Freshdesk"}


def tickets(note: Note, settings: Settings) -> tuple[Ticket, ...]:
    """Every reference to a ticket, in the order of the text; overlapping ones count once.

    A bare `#12` counts only under a heading that names a repository, or beside a link to its issue;
    elsewhere it is a number. Codes of standards (`UTF-8`, `ISO-8601`) are none.
    """
    found: list[Ticket] = []
    taken: list[Span] = []
    for ticket in sorted(_all(note, settings), key=lambda t: (t.span.start, -t.span.end)):
        if taken and ticket.span.start < taken[-1].end:
            continue
        if found and found[-1].id == ticket.id and _is_target(note, found[-1], ticket):
            found[-1] = replace(found[-1], url=ticket.url)
            continue
        taken.append(ticket.span)
        found.append(ticket)
    return tuple(found)


def _is_target(note: Note, before: Ticket, ticket: Ticket) -> bool:
    """Whether a ticket is the address of the link whose text is the ticket before it."""
    between = note.text[before.span.end : ticket.span.start]
    return len(between) <= 4 and between.startswith("](")


def _all(note: Note, settings: Settings) -> Iterator[Ticket]:
    text = note.text
    for system, pattern, address in settings.ticket_patterns:
        for match in re.finditer(pattern, text):
            if match[0]:
                url = address.replace("{id}", match[0])
                yield _ticket(note, match[0], system, match, url, "setting")
    if "://" in text:
        for match in _URL.finditer(text):
            yield _from_url(note, match)
        for match in _TICKET_HOST.finditer(text):
            name = match["desk"] or match[0].split("/")[2].split(".")[1]
            yield _ticket(note, f"{name.upper()}-{match['number']}", name.upper(), match, match[0])
    if "#" in text or "!" in text:
        yield from _numbered(note)
    for match in _KEY.finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if before.isalnum() or before in _PART_OF_CODE or _is_code(match[0]):
            continue
        yield _ticket(note, match[0], "JIRA", match, "", "key")
    if any(name in text for name in _TRACKERS):
        for match in _NAMED.finditer(text):
            name = _NAMES.get(match["name"].lower(), match["name"])
            yield _ticket(note, f"{name}-{match['number']}", name, match, "", "tracker")


def _is_code(written: str) -> bool:
    return written.rpartition("-")[0] in _NOT_KEYS


def _ticket(
    note: Note, identifier: str, system: str, match: re.Match[str], url: str, rule: str = "address"
) -> Ticket:
    span = Span(*match.span())
    return Ticket(
        TicketId(identifier), system, span, note.line_of(span.start), url, f"ticket-{rule}"
    )


def _from_url(note: Note, match: re.Match[str]) -> Ticket:
    got, url = match.groupdict(), match[0]
    if got["repo"] and not got["repo"].lower().startswith(("redmine/", "projects/")):
        host = match["host"]
        system = "GitHub" if host.endswith("github.com") else "Gitea"
        if "gitlab" in host:
            system = "GitLab"
        return _ticket(note, f"{got['repo']}#{got['number']}", system, match, url)
    if got["project"]:
        mark = "!" if got["what"] == "merge_requests" else "#"
        name = got["project"].removesuffix("/-")
        return _ticket(note, f"{name}{mark}{got['iid']}", "GitLab", match, url)
    if got["jira"]:
        return _ticket(note, got["jira"], "JIRA", match, url)
    for key, system in _SYSTEMS.items():
        if got[key]:
            return _ticket(note, f"{system}-{got[key]}", system, match, url)
    number = got["asked"] or got["ticket"]
    if number:
        name = _host_name(match["host"])
        return _ticket(note, f"{name}-{number}", name, match, url)
    return _ticket(note, f"Redmine-{got['redmine'] or got['number']}", "Redmine", match, url)


def _host_name(host: str) -> str:
    """What a tracker is called by the host it runs on: `ggus.eu` is `GGUS`."""
    label = next(
        (part for part in host.split(".") if part not in ("www", "ticket", "tickets")), host
    )
    return label.upper() if len(label) <= 4 else label


def _numbered(note: Note) -> Iterator[Ticket]:
    """`org/repo#12`, and `repo#12` or `#12` where a heading or a link names the repository."""
    text = note.text
    repositories = _section_repositories(note)
    linked = _linked_repositories(note)
    done = 0
    for mark in _MARK_NUMBER.finditer(text):
        at = mark.start()
        begin = max(done, at - 200)
        named = _NAME_BEFORE.search(text, begin, at)
        start = named.start() if named else at
        match = _NUMBERED.match(text, start)
        if match is None or match.end() <= at or (named is None and _joined(text, at)):
            continue
        done = match.end()
        name = match["name"] or ""
        line = note.lines[note.line_of(at) - 1]
        if line.kind in ("code", "front-matter", "comment"):
            continue
        repository = _repository(name, text[at], line.section, repositories, linked)
        if repository:
            url = f"https://github.com/{repository}/issues/{match['number']}"
            system = "GitLab" if text[at] == "!" or repository.count("/") > 1 else "GitHub"
            identifier = f"{repository}{text[at]}{match['number']}"
            url = url if system == "GitHub" else ""
            rule = "repository" if "/" in name else "number"
            yield _ticket(note, identifier, system, match, url, rule)


_MARK_NUMBER = re.compile(r"[#!][1-9]")


def _joined(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return before.isalnum() or before in "/&_-."


def _repository(
    name: str,
    mark: str,
    section: int | None,
    repositories: dict[int | None, str],
    linked: dict[str, str],
) -> str:
    """The repository of a number; `""` where none is certain, or the name is no repository's."""
    if "/" in name:
        return name
    if mark == "!":
        return ""
    if name.lower() in ("", "pr", "prs", "issue", "issues", "gh"):
        return repositories.get(section, "")
    return linked.get(name.lower(), "")


def _section_repositories(note: Note) -> dict[int | None, str]:
    """The repository that a section's heading, or one around it, names."""
    own: dict[int | None, str] = {}
    for index, section in enumerate(note.sections):
        match = _REPO_HEADING.fullmatch(section.heading.strip())
        if match:
            own[index] = match[1]
        elif section.parent in own:
            own[index] = own[section.parent]
    return own


def _linked_repositories(note: Note) -> dict[str, str]:
    """Repositories that the note links to, by name; two of one name are left out."""
    found: dict[str, set[str]] = {}
    for match in _REPO_LINK.finditer(note.text):
        found.setdefault(match[1].rpartition("/")[2].lower(), set()).add(match[1])
    return {name: next(iter(full)) for name, full in found.items() if len(full) == 1}
