"""Archives made by hand, for the layers that take one and do not care how it was read."""

from __future__ import annotations

from datetime import date

from mkdocs_minutes.core.blocks import outline
from mkdocs_minutes.core.records import (
    Action,
    ActionThread,
    Archive,
    ArchivedNote,
    Attendance,
    Attendee,
    Doubt,
    Facts,
    FrontMatter,
    Link,
    Mention,
    MentionKind,
    Note,
    NoteId,
    Outcome,
    Owner,
    Person,
    PersonId,
    Problem,
    Project,
    ProjectId,
    Role,
    Section,
    Sensitive,
    Series,
    SeriesId,
    Span,
    ThreadId,
    ThreadOwner,
    Ticket,
    TicketId,
    TicketRecord,
    Version,
    VersionClaim,
    VersionId,
    VersionStatus,
)
from mkdocs_minutes.core.text import line_starts

TEXT = """\
# Storage meeting, 3 March 2020

Present: Ada Lovelace, Bo (ops)
Regrets: Cyd

## Releases
Basket 1.2.0 is in testing; 1.2.0 was released 2 March. CRATE-7
AI (Ada): write it up by 10 March

⇒ Sam will not ship Crate.
[phone removed]
"""

NOTE = NoteId("storage-meeting/2020-03-03")
SERIES = SeriesId("storage-meeting")
ADA = PersonId("ada-lovelace")
BO = PersonId("bo")
BASKET = ProjectId("basket")
RELEASE = VersionId("basket/1.2.0")
TICKET = TicketId("CRATE-7")
THREAD = ThreadId("storage-meeting/0f3a")


def span(text: str, after: int = 0) -> Span:
    start = TEXT.index(text, after)
    return Span(start, start + len(text))


def line(where: Span) -> int:
    return TEXT.count("\n", 0, where.start) + 1


def mention(kind: MentionKind, target: str, written: str, after: int = 0) -> Mention:
    where = span(written, after)
    return Mention(NOTE, kind, target, where, written, line(where))


def storage_archive() -> Archive:
    """One note that holds a fact of each kind, and a problem beside a problem of another file."""
    releases = TEXT.index("Basket")
    starts = line_starts(TEXT)
    note = Note(
        path="2020/storage.md",
        digest="0",
        text=TEXT,
        starts=starts,
        title="Storage meeting, 3 March 2020",
        date=date(2020, 3, 3),
        series="Storage meeting",
        kind="minutes",
        front_matter=FrontMatter(),
        lines=outline(TEXT, starts).lines,
        sections=(
            Section(
                "Storage meeting, 3 March 2020", 1, 1, span("Storage meeting"), "storage", 0, 5
            ),
            Section("Releases", 2, 6, span("Releases"), "releases", 5, 11, 0),
        ),
    )
    present = (
        Attendee("Ada Lovelace", span("Ada Lovelace")),
        Attendee("Bo", span("Bo"), "guest", roles=("ops",)),
        Attendee("Cyd", span("Cyd"), "absent"),
    )
    action_span = span("write it up by 10 March")
    owner = Owner("Ada", span("Ada", releases))
    action = Action(
        "write it up by 10 March",
        action_span,
        8,
        (owner,),
        due=date(2020, 3, 10),
    )
    outcome = Outcome("Sam will not ship Crate.", span("Sam will not ship Crate."), 10, "decision")
    ticket = Ticket(TICKET, "jira", span("CRATE-7"), 7, "https://issues.example.org/CRATE-7")
    mentions = (
        mention("person", ADA, "Ada Lovelace"),
        mention("person", BO, "Bo"),
        mention("project", BASKET, "Basket"),
        mention("version", RELEASE, "1.2.0"),
        mention("version", RELEASE, "1.2.0", span("1.2.0").end),
        mention("ticket", TICKET, "CRATE-7"),
        mention("person", ADA, "Ada", releases),
    )
    claims = (
        claim("testing", "", span("1.2.0")),
        claim("released", "2020-03-02", span("1.2.0", span("1.2.0").end)),
    )
    archived = ArchivedNote(
        id=NOTE,
        series=SERIES,
        note=note,
        facts=Facts(
            attendees=present,
            actions=(action,),
            outcomes=(outcome,),
            tickets=(ticket,),
            sensitive=(Sensitive("phone", span("[phone removed]"), 11),),
            links=(Link("https://example.org/", "a", Span(0, 1)),) * 2,
        ),
        attendance=(
            Attendance(present[0], "Ada Lovelace", ADA),
            Attendance(present[1], "Bo", BO),
            Attendance(present[2], "Cyd", None),
        ),
        mentions=mentions,
        doubts=(Doubt("Sam", span("Sam"), 10, (ADA, BO)),),
        claims=claims,
        persons={owner: ADA},
        threads={action: THREAD},
    )
    return Archive(
        notes={NOTE: archived},
        series={SERIES: Series(SERIES, "Storage meeting", (NOTE,))},
        people={
            ADA: Person(
                ADA,
                "Ada Lovelace",
                ("Ada Lovelace", "Ada"),
                (),
                (NOTE,),
                mentions[:1] + mentions[6:],
            ),
            BO: Person(
                BO, "Bo", ("Bo",), (Role("ops", NOTE, 3), Role("chair")), (NOTE,), mentions[1:2]
            ),
        },
        projects={
            BASKET: Project(
                BASKET,
                "Basket",
                "software",
                ("Basket",),
                versions=(RELEASE,),
                people=(ADA,),
                tickets=(TICKET,),
                mentions=mentions[2:3],
            )
        },
        versions={
            RELEASE: Version(RELEASE, BASKET, "1.2.0", False, "released", "2020-03-02", claims)
        },
        tickets={TICKET: TicketRecord(TICKET, "jira", ticket.url, mentions[5:6], BASKET)},
        threads={
            THREAD: ActionThread(
                THREAD,
                SERIES,
                action.text,
                (ThreadOwner("Ada", ADA),),
                "open",
                ((NOTE, 0),),
                action.due,
            )
        },
        problems=(
            Problem(
                "2020/storage.md", 10, "person-ambiguous", "Sam fits two persons", "write both"
            ),
            Problem("empty.md", 0, "note-empty", "the file holds no text"),
        ),
    )


def claim(status: VersionStatus, stated: str, where: Span) -> VersionClaim:
    return VersionClaim(NOTE, RELEASE, status, stated, where, line(where))
