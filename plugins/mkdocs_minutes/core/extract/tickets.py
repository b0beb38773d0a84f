"""References to tickets, issues and pull requests, and where they lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from ..grouping import agreed
from ..lexicon import late, pattern
from ..records import Note, Span, Ticket, TicketId
from ..settings import Settings
from .rules import Place, Rule, holds, read_throughout

# Issue addresses by the shape of their path; hosts are not listed, since anybody can run one.
_URL = re.compile(
    r"""
    https?:// (?P<host> [\w.-]{3,100} ) (?: :\d+ )? / (?:
        (?P<repo> [\w.-]{1,80} / [\w.-]{1,100} ) / (?: issues | pulls? ) /
        (?P<number> \d{1,7} ) \b
      | (?P<project> (?: [\w.-]{1,80} / ){1,5} [\w.-]{1,80} ) / (?: -/ )?
        (?P<what> issues | merge_requests | work_items ) / (?P<iid> \d{1,7} ) \b
      | (?: [\w./-]{0,60} / )?? (?: browse | projects/[A-Z][A-Z0-9_]{1,20}/issues ) /
        (?P<jira> [A-Z][A-Z0-9_]{1,20} - [1-9]\d{0,6} ) \b
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
# Standards, encodings, models, diseases and years that look like a project key with a number.
_CODES = """
    ACTION ISSUE EPEL JIRA TC WG SC JTC CC BY COVID SARS CVE CWE CAPEC ICD MODULE SEV PRIO PRIORITY
    UTF UCS WTF UTS UTR UAX ASCII LATIN CP KOI EBCDIC BASE ISO IEC IEEE ITU EN DIN ANSI ECMA ETSI ES
    JIS FIPS NIST RFC BCP STD PEP XEP ERC BIP SMPTE REC CIE MPEG JPEG HEIF
    SHA MD AES RSA DES DSA ECDSA ED CRC HMAC HTTP HTTPS TLS SSL IPV IP TCP OAUTH OIDC SAML
    SSE AVX MMX ARM ARMV MIPS PPC VT EPYC XEON INTEL AMD GPU CPU RAM RTX GTX
    USB PCI PCIE DDR HDR SATA LTO RAID NUMA POSIX SQL CUDA ROCM
    AI UC FR NFR GPT LLAMA BERT GPL LGPL AGPL BSD MIT MPL WCAG WPA LDAP PM
    WINDOWS EL RHEL SL CENTOS FEDORA PY PYTHON MP RC ALPHA BETA NT
    UTC GMT Q H FY DAY WEEK PHASE TIER LEVEL CLASS TYPE PART STEP RUN MILESTONE SPRINT
    MIG TU SU IL
    RS BT AC VP AV MIL STANAG TRL COP EU UN HEVC DVB GSM LTE ASVS NEMA EUC HIPAA DALL YOLO RESNET
    NTP EAN ISBN ISSN DOI ARXIV CVSS XHTML HTML
    CESU SCSU BOCU GB GBK BIG HZ KS TIS VISCII GOST NF UNE UNI NEN BSI CSA ASTM ASME NFPA
    UL ARINC SAE MISRA OGC ASIL LHC HL CHEP DC TOP TECH CAT COL K F A B C T V P S W X AM
"""
_NOT_KEYS = frozenset(_CODES.split())
# `ACES2065-1`, `ISO8601-2`, `H264-1`: a number of a standard's own before the hyphen.
_NUMBERED_CODE = re.compile(r"[A-Z]+\d{2,}")
# Trackers that are named with a number: `GGUS 123456`, `GGUS ticket #123456`, `Bugzilla 1234`.
_NAMED = re.compile(
    r"(?P<name>GGUS|Freshdesk|FreshDesk|Bugzilla|RHBZ|BZ|Redmine|JIRA|SNOW|RT|Trac|Launchpad|LP|Savannah)"
    r"(?:[ ](?:ticket|bug|issue|id|no\.?))?[ ]?(?::[ ]?|\#|-|[ ]\#?)(?P<number>\d{3,9})\b(?![-.]\d)"
)
# `### org/repo`, or a link to a repository: what bare numbers below or beside it belong to.
_REPO_HEADING = re.compile(
    r"`?([A-Za-z0-9][\w.-]{0,38}/[A-Za-z0-9][\w.-]{0,99})`?(?:\s(?:issues?|prs?|pull requests?))?:?"
)
# The list of a repository's issues, which the note links to.
_LIST = re.compile(r"https?://github\.com/([\w.-]{1,39}/[\w.-]{1,100})/(?:issues|pulls)(?![\w/])")
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
    elsewhere it is a number. Behind a word, as `PR #12`, it counts anywhere, and is of the
    repository to whose issue of that number, or to whose issues alone, the note links, or of the
    setting's. One of three digits and more (`#1182`) counts in a note of a community that has
    tickets, in brackets by itself, and beside others of so many digits; it leads to the issue of
    that number to which the note links, or the setting's, else nowhere. Codes of standards
    (`UTF-8`, `ISO-8601`) are none.
    """
    reader = TicketReader(note, settings)
    found: list[Ticket] = []
    taken = 0
    read = read_throughout(RULES, reader)
    for ticket in sorted(read, key=lambda t: (t.span.start, -t.span.end)):
        if ticket.span.start < taken:
            continue
        if found and found[-1].id == ticket.id and _is_target(note, found[-1], ticket):
            found[-1] = replace(found[-1], url=ticket.url)
            continue
        taken = ticket.span.end
        found.append(ticket)
    return tuple(found)


@dataclass(slots=True)
class TicketReader:
    """Reads the tickets of one note; which repositories it names is found once it is asked."""

    note: Note
    settings: Settings
    _repositories: dict[int | None, str] | None = None
    _linked: dict[str, str] | None = None
    _issues: set[tuple[str, str]] | None = None
    _lengths: frozenset[int] | None = None

    def of_section(self, index: int) -> str:
        """The repository that the heading above a line names; `""` for none."""
        if self._repositories is None:
            self._repositories = _section_repositories(self.note)
        return self._repositories.get(self.note.lines[index].section, "")

    def linked(self, name: str) -> str:
        """The full name of the repository of a name that the note links to; `""` for none."""
        if self._linked is None:
            self._linked = _linked_repositories(self.note)
        return self._linked.get(name, "")

    def of_number(self, number: str) -> str:
        """Whose issue of a number the note links to, else the one whose issues it links to.

        Else that of the setting, or `""`.
        """
        linked = self.issues_of(number)
        linked = linked or {repository for repository, _ in self._issues or ()}
        linked = linked or {match[1] for match in _LIST.finditer(self.note.text)}
        linked = linked or {match[1] for match in _REPO_LINK.finditer(self.note.text)}
        return self.only(linked)

    def only(self, linked: set[str]) -> str:
        """The one repository that a note links to; else that of the setting, or `""`."""
        return next(iter(linked)) if len(linked) == 1 else self.settings.ticket_repository

    def issues_of(self, number: str) -> set[str]:
        """The repositories to whose issue of a number the note links."""
        if self._issues is None:
            found = (match for match in _URL.finditer(self.note.text) if match["repo"])
            self._issues = {(match["repo"], match["number"]) for match in found}
        return {repository for repository, other in self._issues if other == number}

    def numbers_tickets(self, digits: int) -> bool:
        """Whether numbers of so many digits alone are tickets here: two are, or others are told."""
        if self._lengths is None:
            text = self.note.text
            told = self.settings.ticket_repository or _FORGE.search(text) or _WORDED.search(text)
            found = {match["number"] for match in _LONG_NUMBER.finditer(text)}
            many = Counter(map(len, found))
            self._lengths = frozenset(length for length in many if told or many[length] > 1)
        return digits in self._lengths


def _is_target(note: Note, before: Ticket, ticket: Ticket) -> bool:
    """Whether a ticket is the address of the link whose text is the ticket before it."""
    between = note.text[before.span.end : ticket.span.start]
    return len(between) <= 4 and between.startswith("](")


def _is_code(written: str) -> bool:
    key = written.rpartition("-")[0]
    return key in _NOT_KEYS or _NUMBERED_CODE.fullmatch(key) is not None


def _ticket(note: Note, identifier: str, system: str, match: re.Match[str], url: str) -> Ticket:
    span = Span(*match.span())
    return Ticket(TicketId(identifier), system, span, note.line_of(span.start), url)


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
        if match["host"] == "api.github.com" and name.startswith("repos/"):
            name = name.removeprefix("repos/")
            return _ticket(note, f"{name}{mark}{got['iid']}", "GitHub", match, url)
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


_UNREAD = frozenset(("code", "front-matter", "comment"))
_MARK_NUMBER = re.compile(r"[#!][1-9]")


def _by_number(reader: TicketReader, match: re.Match[str]) -> tuple[str, re.Match[str], int] | None:
    """What a mark with a number has before it, with its place; `None` where it is no number."""
    text, at = reader.note.text, match.start()
    beside = text[at - 1 : at].isalnum() or text[at - 1 : at] in {*"_./-\n"}
    named = _NAME_BEFORE.search(text, max(0, at - 200), at) if beside else None
    number = _NUMBERED.match(text, named.start() if named else at)
    if number is None or number.end() <= at or (named is None and _joined(text, at)):
        return None
    line = reader.note.line_of(at) - 1
    return None if reader.note.lines[line].kind in _UNREAD else (number["name"] or "", number, line)


def _of_named(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket] | None:
    """`org/repo#12`: the repository in full."""
    found = _by_number(reader, match)
    if found is None or "/" not in found[0]:
        return None
    return [_in_repository(reader, found[0], reader.note.text[match.start()], found[1])]


def _of_known(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket] | None:
    """`repo#12` and `#12`, where a link or a heading tells the repository."""
    found = _by_number(reader, match)
    if found is None or "/" in found[0] or match[0][0] == "!":
        return None
    name = found[0].lower()
    worded = name in ("", "pr", "prs", "issue", "issues", "gh")
    repository = reader.of_section(found[2]) if worded else reader.linked(name)
    if not repository and not name and reader.note.path.lower().endswith(".textile"):
        return [_ticket(reader.note, f"#{found[1]['number']}", "Issue", found[1], "")]  # Redmine's
    return [_in_repository(reader, repository, "#", found[1])] if repository else None


def _in_repository(
    reader: TicketReader, repository: str, mark: str, match: re.Match[str]
) -> Ticket:
    number = match["number"]
    gitlab = mark == "!" or repository.count("/") > 1
    url = "" if gitlab else f"https://github.com/{repository}/issues/{number}"
    system = "GitLab" if gitlab else "GitHub"
    return _ticket(reader.note, f"{repository}{mark}{number}", system, match, url)


# `PR #12`, `GH issue #12`, `pull requests #12, #13 and #14`, `GH-12`, `gh-12`. Looked for first is
# a letter with which they begin: the search passes over the rest.
_WORDED = re.compile(
    r"""
    [bcgimoptBCGIMOPTıİ] (?<! [\w/] . ) (?:
        (?i: (?<= g ) (?: H | itHub | itLab ) (?: \s (?: issues? | PRs? | pull \s requests? ) )?
           | (?: (?<= o ) pen | (?<= c ) losed | (?<= m ) erged ) \s PRs?
           | (?<= p ) (?: Rs? | ull [ -]? requests? ) | (?<= m ) (?: Rs? | erge \s requests? )
           | (?<= i ) ssues? | (?<= t ) ickets? | (?<= b ) ugs? )
        \s? (?: (?i: no\.? | number ) \s )?
        (?P<numbers> [#!] [1-9]\d{0,6}
            (?: (?: \s?[,/&]\s? | ,?\s(?:and|or)\s ) [#!] [1-9]\d{0,6} ){0,20} )
      | (?: (?<= G ) H | (?<= g ) h )- (?P<number> [1-9]\d{0,6} )
    ) (?! \w | [-.:]\d | / )
    """,
    re.VERBOSE,
)
# A mark alone heads a section in Markdown, so what is looked for first is one with a digit.
_MARKED = ("GH-", "gh-", *(f"{mark}{digit}" for mark in "#!" for digit in range(1, 10)))
_ONE_NUMBER = re.compile(r"(?P<mark>[#!]|GH-|gh-)(?P<number>\d+)")


def _of_word(reader: TicketReader, place: Place, match: re.Match[str]) -> Iterator[Ticket] | None:
    """Numbers behind a word that makes them those of pull requests or issues."""
    line = reader.note.line_of(match.start()) - 1
    if reader.note.lines[line].kind in _UNREAD:
        return None
    repository = reader.of_section(line)
    return (
        _numbered(reader, repository or reader.of_number(one["number"]), one)
        for one in _ONE_NUMBER.finditer(reader.note.text, match.start(), match.end())
    )


# `#1182` by itself: neither a colour's number, nor `Motion #460`.
_LONG_NUMBER = re.compile(r"#(?<![\w/&?=#.:-]#)(?P<number>[1-9]\d{2,5})(?!\w|[-.:/]\d|/)")
# Where a community has its tickets.
_FORGE = re.compile(r"github\.com/|gitlab|codeberg\.org/|bitbucket\.org/|bugzilla|/issues/\d")
# What is numbered otherwise: a word that is large amid its sentence, or of the lexicon.
_OTHERWISE = late(
    rf"(?:(?<=[\w,;)]\s)(?-i:[A-Z])[\w-]*|\b{pattern('tickets.numbered')})\s$", re.IGNORECASE
)


def _of_long(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket] | None:
    """A number of three digits and more by itself, where numbers are tickets."""
    note, number = reader.note, match["number"]
    line = note.lines[note.line_of(match.start()) - 1]
    before = note.text[max(line.span.start, match.start() - 40) : match.start()]
    closed = before.endswith("(") and note.text[match.end() : match.end() + 1] == ")"
    if line.kind in _UNREAD:
        return None
    if _OTHERWISE.search(before) or not (closed or reader.numbers_tickets(len(number))):
        return None
    return [_numbered(reader, reader.only(reader.issues_of(number)), match)]


def _numbered(reader: TicketReader, repository: str, match: re.Match[str]) -> Ticket:
    mark = "!" if match[0][0] == "!" else "#"
    if repository:
        return _in_repository(reader, repository, mark, match)
    return _ticket(reader.note, f"{mark}{match['number']}", "Issue", match, "")


def _joined(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return before.isalnum() or before in "/&_-."


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
    linked = (match[1] for match in _REPO_LINK.finditer(note.text))
    return agreed((full.rpartition("/")[2].lower(), full) for full in linked)


def _of_setting(reader: TicketReader, place: Place, match: re.Match[str]) -> Iterator[Ticket]:
    for system, form, address in reader.settings.ticket_patterns:
        for found in re.finditer(form, reader.note.text):
            if found[0]:
                url = address.replace("{id}", found[0])
                yield _ticket(reader.note, found[0], system, found, url)


def _is_set(reader: TicketReader, place: Place) -> re.Match[str] | None:
    wanted = place.start == 0 and bool(reader.settings.ticket_patterns)
    return _WHOLE.match(reader.note.text) if wanted else None


def _of_address(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket]:
    return [_from_url(reader.note, match)]


def _of_key(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket] | None:
    start = match.start()
    text, before = reader.note.text, reader.note.text[start - 1 : start]
    # `issues.example.org/browse/OIL-12`, an address without its scheme
    written = text[max(0, start - 8) : start].endswith(("/browse/", "/issues/"))
    if before.isalnum() or (before in _PART_OF_CODE and not written) or _is_code(match[0]):
        return None
    return [_ticket(reader.note, match[0], "JIRA", match, "")]


def _of_tracker(reader: TicketReader, place: Place, match: re.Match[str]) -> list[Ticket] | None:
    before = reader.note.text[match.start() - 1 : match.start()]
    if before.isalnum() or before == "_":  # asked last, so that names are found by their letters
        return None
    name = _NAMES.get(match["name"].lower(), match["name"])
    return [_ticket(reader.note, f"{name}-{match['number']}", name, match, "")]


_WHOLE = re.compile(r".*", re.DOTALL)

RULES: tuple[Rule[TicketReader, Ticket], ...] = (
    Rule(
        "ticket-setting",
        "a pattern of the setting `ticket_patterns`",
        _is_set,
        _of_setting,
        "- DESK/12 is done",
        "- DISK/12 is done",
    ),
    Rule(
        "ticket-address",
        "the address of an issue",
        holds(_URL, "://"),
        _of_address,
        "See https://github.com/lamp/oil/issues/7",
        "See https://github.com/lamp/oil/wiki/7",
    ),
    Rule(
        "ticket-repository",
        "`owner/repository#number`",
        holds(_MARK_NUMBER, *_MARKED),
        _of_named,
        "Reviewed lamp/oil#12",
        "Reviewed oil#12",
    ),
    Rule(
        "ticket-number",
        "a number whose repository a heading or a link names",
        holds(_MARK_NUMBER, *_MARKED),
        _of_known,
        "### lamp/oil\n\n- #12 is done",
        "### Lamps\n\n- #12 is done",
    ),
    Rule(
        "ticket-word",
        "a number behind `PR`, `issue` and the like",
        holds(_WORDED, *_MARKED),
        _of_word,
        "- Pull requests #12 and #13 wait",
        "- Pull requests 12 and 13 wait",
    ),
    Rule(
        "ticket-long-number",
        "a number of three digits and more by itself, in brackets or where there are more tickets",
        holds(_LONG_NUMBER, *_MARKED),
        _of_long,
        "- The wheel squeaks (#1182)",
        "- Motion #460 for the wheel #18",
    ),
    Rule(
        "ticket-key",
        "a project's key and a number",
        holds(_KEY),
        _of_key,
        "- OIL-12 is done",
        "- UTF-16 is done",
    ),
    Rule(
        "ticket-tracker",
        "a tracker's name and a number",
        holds(_NAMED, *_TRACKERS),
        _of_tracker,
        "- GGUS ticket 12345",
        "- GGUS ticket 1 of 2",
    ),
)
