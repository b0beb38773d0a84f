"""What a written name looks like: the shapes that people, handles and initials have."""

from __future__ import annotations

import re

_PARTICLE_WORDS = """
    van von der den de del della di da dos das du la le el al bin ibn ter ten zu af av y e st
"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())

# Words that are capitalised in headings, roles, teams and organisations, and in no name of a person.
_HEADING_WORDS = """
    access account accounting action actions active addition address admin administration
    adoption advisor advisory agenda agreement all analysis announcement announcements answers
    any api apologies approval approve april apps architecture archive area areas asia assigned
    assignment at attendance attendees attending audience august author authors automation
    availability backburner background backlog backup batch benchmark benchmarks bench blocker
    blockers board bot branch briefing bug bugs build builds business calendar call campaign
    candidate center central centre chair chairs challenge challenges change changes channel
    channels chat check checks christmas ci class client clients close closed closing cloud
    cluster code collaboration collaborator collider comment comments commit committee common
    communication communications community comparison compute computing concern concerns
    conclusion conclusions conference config configuration consensus content context contrib
    contribution contributions contributor contributors convener coordination coordinator core
    council coverage current daily dashboard data database date day days deadline december
    decision decisions default demo department deploy deployment deprecation design desk dev
    developer developers development devops difference director discussion discussions
    distributed docs document documentation documents done download draft driver due duty easter
    ecosystem editor effort email end engine engineer engineering enterprise environment error
    errors event events everybody everyone example examples execution executive experiment
    experiments expert extension extra facilitator facility fact facts factory feature features
    february federation feedback fellow file files final first fix fixed fixes floor focus folks
    follow followup for format forum foundation framework free friday from frontend fund funding
    future general global goal goals governance grid group groups guest guests guide head health
    help high history holiday home hosted hosting how idea ideas image images impact
    implementation important improvement improvements in incident incidents index info
    information infra infrastructure initial initiative input institute integration interest
    interface interim internal interns internship intro introduction introductions investigation
    investigations invited issue issues item items january join joint july june kernel key
    kubernetes lab laboratory language last lead leader leads legacy level library license
    lightning limit limits link links linux list live local log logging logistics long low
    machine mail mailing main maintainer maintainers maintenance management manager march master
    may media meeting meetings member members memory merge message metadata metrics migration
    milestone milestones mini minor minutes misc miscellaneous missing mobile mode model module
    monday monitoring month monthly more national network networking new news next no nobody
    node none not note notes nothing notice november observer observers october of office
    ongoing online only open operation operations operator optional option options or order
    organisation organization organizer organizers other others outage outcome outcomes outlook
    outreach overview owner owners package packages packaging page panel paper papers part
    participants partner party past patch pending people performance phase physics pilot
    pipeline plan planned planning plans platform plenary plugin point points policy poll pool
    postponed pr preliminary preparation present presentation presentations press previous
    priorities priority problem problems procedure process product production program programme
    progress project projects proposal proposals proposed protocol prs public publication pull
    purpose python quality quarter question questions queue quick quorum ramp ready reference
    references regrets regular release released releases reminder reminders remote removal
    report reporting reports repository request requests requirements research resolution
    resolutions resource resources response responsible rest result results retrospective review
    reviewer reviews rfc risk risks roadmap roll room round roundtable run running safety
    saturday schedule science scope scribe script scripts search secretary section security
    september series server servers service services session sessions setup several shift short
    site sites slide slides software some soon special spec specification sponsor spotlight
    sprint staff stage standard standards standup starter state status steering step steps
    storage strategy structure student students study subject submission suggestion suggestions
    summary summer sunday support survey sync system systems table talk talks target task
    taskforce tasks tbd team teams tech technical technology template term test testing tests
    text thanks the thesis this thursday ticket tickets time timeline title to today token
    tokens tomorrow tool tooling tools topic topics tracker tracking training transfer
    transition triage trunk tuesday tutorial type unassigned unit university unknown update
    updates upgrade upstream usage use user users validation various vendor version versions
    very video virtual visit visitor visitors volunteer volunteers vote voting wednesday week
    weekend weekly welcome wg what when where who wiki windows winter with work worker working
    workflow workgroup workshop world yes yesterday you zoom able after again agreed also
    although and another are as ask asked back be because been before both but by can could
    create did do does each either else even ever everything expect fine get give given go going
    good got great had has have he her here his hopefully i if into is it its just keep let
    likely look looking made make many me might must my need needs never now off on once one our
    out over own please possible prepare probably put same say see seems send set she should
    since so still such sure take than that their them then there these they thing things those
    though thus too try two under until up us via want was way we well were which while whole
    why will within without would your inc ltd gmbh corp corporation company labs college school
    bureau ministry agency society consortium alliance
"""
_NOT_NAMES = frozenset(_HEADING_WORDS.split())

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_HANDLE = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=\w)){0,38})")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_NICKNAME = re.compile(r"[A-Z][a-z]{1,}[A-Z]{1,2}")


def is_person_name(written: str, *, words: int = 1) -> bool:
    """Whether a text has the shape of a person's name of at least so many words.

    Capitalised words, initials and particles; a given name with the surname's initial (`BrianL`).
    Not acronyms, not words that head sections, teams and roles, and nothing with a digit.

    >>> [is_person_name(n) for n in ("Ann van der Berg", "A. Bell", "BrianL", "Release Team", "INFN")]
    [True, True, True, False, False]
    """
    parts = written.split()
    if not words <= len(parts) <= 5:
        return False
    solid = 0
    for position, part in enumerate(parts):
        if not _is_name_word(part, position):
            return False
        solid += len(part.rstrip(".")) > 1 and part.lower() not in _PARTICLES
    return solid > 0 and (len(parts) > 1 or len(written) > 1)


def _is_name_word(part: str, position: int) -> bool:
    if not _WORD.fullmatch(part):
        return False
    bare = part.rstrip(".")
    if position and bare in _PARTICLES:
        return True
    first = bare[0]
    if first.lower() == first.upper():
        return True  # a script without case
    if not first.isupper() or bare.lower() in _NOT_NAMES:
        return False
    if len(bare) == 1:
        return True
    if bare.isupper():
        return position > 0 and len(bare) <= 2
    return not (part.endswith(".") and len(bare) > 3)


def is_common_word(word: str) -> bool:
    """Whether a word heads sections, teams or roles, and so is no name by itself."""
    return word.lower().strip(".:") in _NOT_NAMES


def is_handle(written: str) -> bool:
    """Whether a text is a handle with its mark: `@name`.

    >>> is_handle("@ann-bell"), is_handle("ann@bell")
    (True, False)
    """
    return _HANDLE.fullmatch(written) is not None


def handle_in(written: str) -> re.Match[str] | None:
    """The first handle in a text, its name as group 1; `None` without one."""
    return _HANDLE.search(written)


def is_initials(written: str) -> bool:
    """Whether a text can be somebody's initials: two to four capitals."""
    return _INITIALS.fullmatch(written) is not None


def is_nickname(written: str) -> bool:
    """Whether a text is a given name with the initial of a surname: `BrianL`."""
    return _NICKNAME.fullmatch(written) is not None


def initials_of(name: str) -> str:
    """The initials of a name, particles left out.

    >>> initials_of("Ann van der Berg"), initials_of("Jean-Luc Picard")
    ('AB', 'JP')
    """
    return "".join(p[0].upper() for p in name.split() if p.lower() not in _PARTICLES)
