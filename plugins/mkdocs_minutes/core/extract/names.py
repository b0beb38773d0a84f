"""What a written name looks like: the shapes that people, handles and initials have."""

from __future__ import annotations

import re
from importlib.resources import files

LONGEST_NAME = 100
"""Characters that a person's name has at most."""

_PARTICLE_WORDS = """
    van von der den de del della di da dos das du la le el al bin ibn ter ten zu af av y e st
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())

# Words that are capitalised in headings, roles and teams, or begin an instruction: no names.
_HEADING_WORDS = """
    able access account accountant accounting action actions active add adding addition address
    admin administration adoption advisor advisory after again agency agenda agreed agreement all
    alliance allow also although ambassador ambassadors analysis and announce announcement
    announcements another answers any api apologies apply approval approve apps april architecture
    archive archivist are area areas arrange as asia ask asked assess assign assigned assignment at
    attend attendance attendees attending audience auditor august author authors automation
    availability back backburner background backlog backup batch be because been before bench
    benchmark benchmarks blocker blockers board bot both branch briefing bring bug bugs build builds
    bump bureau business but by calendar call campaign can cancel candidate center central centre
    chair chairman chairperson chairs chairwoman challenge challenges change changes channel
    channels chat check checks christmas ci clarify class clean clerk client clients close closed
    closing cloud cluster code collaboration collaborator collect college collider comment comments
    commit committee committer committers common communication communications community company
    comparison compile complete compute computing concern concerns conclusion conclusions conference
    config configuration confirm consensus consortium consultant contact content context contractor
    contrib contribution contributions contributor contributors convener convenor convert coordinate
    coordination coordinator core corp corporation could council counsel cover coverage create
    current customer customers daily dashboard data database date day days deadline december
    decision decisions default delegate delegates demo department deploy deployment deprecate
    deprecation deputy describe design desk determine dev developer developers development devops
    did difference director directorate disable discuss discussion discussions distribute
    distributed do docs document documentation documents does done download draft driver drop due
    duty each easter ecosystem editor editorial editors effort either else email enable end engine
    engineer engineering ensure enterprise environment error errors escalate establish evaluate even
    event events ever everybody everyone everything examine example examples execution executive
    expand expect experiment experiments expert explain explore extend extension extra facilitator
    facilitators facility fact factory facts feature features february federation feedback fellow
    figure file files final finalise finalize finance find fine finish first fix fixed fixes fixing
    floor focus folks follow followup for format forum foundation framework free friday from
    frontend fund funding fundraising future gather general generate get give given global gmbh go
    goal goals going good got governance government great grid group groups guest guests guide had
    has have he head health help helpdesk her here high his history holiday home hopefully host
    hosted hosting hosts how i idea ideas if image images impact implement implementation important
    improve improvement improvements in inc incident incidents index info inform information infra
    infrastructure initial initiative input inquire institute integration interest interface interim
    intern internal interns internship into intro introduction introductions investigate
    investigation investigations invite invited is issue issues it item items its january join joint
    july june just keep kernel key kubernetes lab laboratory labs land language last lawyer lead
    leader leads learn legacy let level liaison librarian library license lightning likely limit
    limits link links linux list live local log logging logistics long look looking low ltd machine
    made mail mailing main maintainer maintainers maintenance make management manager many march
    marketing master may me media meeting meetings member members membership memory mentor mentors
    merge message metadata metrics might migrate migration milestone milestones mini ministry minor
    minutes misc miscellaneous missing mobile mode model moderator moderators modify module monday
    monitor monitoring month monthly more move moving must my national need needs network networking
    never new news next no nobody node none not note notes nothing notice notify november now
    observer observers obtain october of off offer office officer officers on once one ongoing
    online only open operation operations operator ops option optional options or order organisation
    organise organization organize organizer organizers other others our out outage outcome outcomes
    outlook outreach over overview own owner owners package packages packaging page panel paper
    papers part participants participate partner party past patch pending people performance phase
    physics pilot ping pipeline plan planned planning plans platform please plenary plugin point
    points policy poll pool possible post postponed pr preliminary preparation prepare present
    presentation presentations president press previous priorities priority probably problem
    problems procedure process product production program programme progress project projects
    proposal proposals propose proposed protocol provide prs public publication publish pull purpose
    push put python quality quarter question questions queue quick quorum raise ramp reach read
    ready recommend recruit reduce refactor reference references registrar regrets regular release
    released releases remind reminder reminders remote removal remove rename reorganize replace
    reply report reporter reporting reports repository representative representatives request
    requests requirements research resolution resolutions resolve resource resources respond
    response responsible rest restart result results retrospective review reviewer reviews revise
    revisit rewrite rfc risk risks roadmap roll room round roundtable run running safety same
    saturday say schedule school science scope scribe script scripts search secretariat secretary
    section secure security see seems send september series server servers service services session
    sessions set setup several share she shift short should since site sites slide slides so society
    software some soon spec special specification split spokesperson sponsor spotlight sprint staff
    stage standard standards standup starter starting state status steering step steps still storage
    strategy structure student students study subcommittee subgroup subject submission submit such
    suggest suggestion suggestions summarise summarize summary summer sunday supplier suppliers
    support sure survey switch sync sysadmin system systems table tag take talk talks target task
    taskforce tasks tbd team teams tech technical technology template term test testing tests text
    than thanks that the their them then there these thesis they thing things think this those
    though thursday thus ticket tickets tidy time timeline title to today token tokens tomorrow too
    tool tooling tools topic topics track tracker tracking training transfer transition translate
    treasurer triage trunk trustee trustees try trying tuesday tutorial tweak two type unassigned
    under understand unit university unknown until up update updates upgrade upload upstream us
    usage use user users validation various vendor verify version versions very via vice video
    virtual visit visitor visitors volunteer volunteers vote voting waiting want was way we
    webmaster wednesday week weekend weekly welcome well were wg what when where which while who
    whole why wiki will windows winter with within without work worker workflow workgroup working
    workshop world would write yes yesterday you your zoom
"""
_NOT_NAMES = frozenset(_HEADING_WORDS.split())
# Words of everyday and technical English besides: where one is capitalised, it begins a sentence or
# is part of a title, and is no name.
_WORDS = _NOT_NAMES | frozenset(
    files(__package__).joinpath("words.txt").read_text(encoding="utf-8").split()
)
# Those among them that are also given names or surnames, and count as such beside another name.
_NAMES_TOO_WORDS = """
    april art august best case chance cook cross day field floor free french grant guest head
    house june little long low major march mark may miles page post power price read rich short
    small will willing wise work young
"""
_NAMES_TOO = frozenset(_NAMES_TOO_WORDS.split())

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# Before a slash a handle is an organisation's: `@lake/tools` is a team.
_HANDLE = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=\w)){0,38})(?![\w-]*/\w)")
_IN_EMPHASIS = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=\w)){0,38}?)(?=_+(?!\w))")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_NICKNAME = re.compile(r"[A-Z][a-z]{1,}[A-Z]{1,2}")


def is_person_name(written: str, *, words: int = 1, listed: bool = False) -> bool:
    """Whether a text has the shape of a person's name of at least so many words.

    Capitalised words, initials and particles; a given name with the surname's initial (`BrianL`).
    Not acronyms, not words that head sections, teams and roles, and nothing with a digit; nor any
    everyday word, unless it is `listed` among names.

    >>> [is_person_name(name) for name in ("Ann van der Berg", "A. Bell", "AnnB", "Release Team")]
    [True, True, True, False]
    """
    if len(written) > LONGEST_NAME:
        return False
    parts = written.split()
    if not words <= len(parts) <= 5:
        return False
    solid = 0
    for position, part in enumerate(parts):
        if not _is_name_word(part, position, alone=len(parts) == 1, listed=listed):
            return False
        solid += len(part.rstrip(".")) > 1 and part.lower() not in _PARTICLES
    return solid > 0 and (len(parts) > 1 or len(written) > 1)


def _is_name_word(part: str, position: int, *, alone: bool, listed: bool) -> bool:
    if not _WORD.fullmatch(part):
        return False
    bare = part.rstrip(".")
    if position and bare in _PARTICLES:
        return True
    first = bare[0]
    if first.lower() == first.upper():
        return True  # a script without case
    word = bare.lower()
    words = _NOT_NAMES if listed else _WORDS
    if not first.isupper() or (word in words and (alone or word not in _NAMES_TOO)):
        return False
    if len(bare) == 1:
        return True
    if bare.isupper():
        return position > 0 and len(bare) <= 2
    return not (part.endswith(".") and len(bare) > 3)


def is_common_word(word: str, *, alone: bool = True) -> bool:
    """Whether a word heads sections, teams or roles, and so is no part of a name.

    A few are names too (`May`, `Will`): they count as common only where they stand `alone`.

    >>> is_common_word("May"), is_common_word("May", alone=False)
    (True, False)
    """
    bare = word.lower().strip(".:")
    return bare in _NOT_NAMES and (alone or bare not in _NAMES_TOO)


def is_told(written: str) -> bool:
    """Whether several words tell something or head a topic, where a name could stand.

    A small everyday word among three or more tells it, and so do everyday words alone. Names in
    small letters, particles and everyday words that are names too, are none of that.

    >>> [is_told(w) for w in ("AB will ask Ann", "Matters Arising", "Ann van der Berg", "May Day")]
    [True, True, False, False]
    """
    words = [word.strip(".,:") for word in written.split()]
    common = [w.lower() in _WORDS and w.lower() not in _NAMES_TOO | _PARTICLES for w in words]
    if len(words) < 2:
        return False
    return all(common) or (
        len(words) > 2 and any(so and w[0].islower() for so, w in zip(common, words, strict=True))
    )


def is_everyday_word(word: str) -> bool:
    """Whether a word, however written, is one of everyday or technical English.

    >>> is_everyday_word("Remember"), is_everyday_word("Anna")
    (True, False)
    """
    return word.lower() in _WORDS


def is_handle(written: str) -> bool:
    """Whether a text is a handle with its mark: `@name`.

    >>> is_handle("@ann-bell"), is_handle("ann@bell")
    (True, False)
    """
    return _HANDLE.fullmatch(written) is not None


def handle_in(written: str) -> re.Match[str] | None:
    """The first handle in a text, its name as group 1; `None` without one.

    >>> handle_in("_@ann_")[1], handle_in("@ann_")[1], handle_in("@lake/tools")
    ('ann', 'ann_', None)
    """
    match = _HANDLE.search(written)
    if match and match[1].endswith("_") and written[: match.start()].endswith("_"):
        return _IN_EMPHASIS.match(written, match.start())
    return match


def is_initials(written: str) -> bool:
    """Whether a text can be somebody's initials: two to four capitals."""
    return _INITIALS.fullmatch(written) is not None


def is_nickname(written: str) -> bool:
    """Whether a text is a given name with the initial of a surname: `BrianL`."""
    return _NICKNAME.fullmatch(written) is not None


def count_words(name: str) -> int:
    """How many words a name has beside its particles.

    >>> count_words("Ann Bea van der Berg")
    3
    """
    return sum(part not in _PARTICLES for part in name.split())


def abbreviates(letters: str, name: str) -> bool:
    """Whether capitals shorten a name: its initials, with letters of its surname or without some.

    >>> [abbreviates(letters, "Ann C. Bell") for letters in ("AB", "ACB", "ACL", "CB", "ACME")]
    [True, True, True, False, False]
    """
    words = [p.upper() for p in name.split() if p.lower() not in _PARTICLES]
    if len(words) < 2 or not letters or letters[0] != words[0][0]:
        return letters == initials_of(name)
    second = next((w for w in words[1:] if w[0] == letters[1:2]), None)
    if second is None:
        return letters == initials_of(name)
    rest = iter("".join(words[words.index(second, 1) :])[1:])
    return all(letter in rest for letter in letters[2:])


def initials_of(name: str) -> str:
    """The initials of a name, particles left out.

    >>> initials_of("Ann van der Berg"), initials_of("Jean-Luc Picard")
    ('AB', 'JP')
    """
    return "".join(p[0].upper() for p in name.split() if p.lower() not in _PARTICLES)
