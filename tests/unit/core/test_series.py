"""Which series notes belong to: what titles, folders and files of all of them share."""

from __future__ import annotations

from itertools import permutations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Note, RawNote
from mkdocs_minutes.core.resolve.series import NO_SERIES, Named, name_series
from mkdocs_minutes.core.settings import Settings


def note(path: str, title: str) -> Note:
    content = f"# {title}\n\n- Looms\n" if title else "- Looms\n"
    return parse(RawNote(path, content.encode()), Settings()).note


def weekly(*titles: str, folder: str = "") -> list[Note]:
    return [note(f"{folder}2024-03-{day:02}.md", title) for day, title in enumerate(titles, 1)]


def names(notes: list[Note]) -> list[str]:
    named = name_series(notes)
    return [named[one.path].name for one in notes]


def one_of(notes: list[Note]) -> str:
    (name,) = set(names(notes))
    return name


@pytest.mark.parametrize(
    "titles",
    [
        # Topics, numbers, months and remarks of one meeting.
        ("Loom call", "Loom call: new bobbins", "Loom call - dyes"),
        ("Loom Call #3", "Loom Call 4", "Loom Call - March", "Loom call (short)"),
        ("Loom WG Call", "Loom Working Group call", "Minutes of the Loom WG"),
        ("Loom Board 2021 May", "Loom Board 2021 Sept", "Loom Board 2022 October"),
        # What stands behind the day is where it was.
        ("Loom Board, 3 May 2021, at the Inn", "Loom Board on 7 June 2021 in Lake Hall"),
        ("Assemblée le 3 mai 2021 à la Forge", "Assemblée du 4 mai 2022 chez Ana"),
        ("Vorstand am 3. Mai 2021 im Rathaus", "Vorstand vom 4.6.2021 bei Anna Beck"),
        ("Asamblea del 3 de mayo de 2021 en Casa Azul", "Asamblea 4 de junio de 2022"),
        ("Zarząd 3 maja 2021 w Krakowie", "Zarząd, 4 czerwca 2021"),
        ("Weaving Board Meeting", "Board meeting", "Weaving Board", "Board Meeting"),
        # Where they met, whatever parts it from the name.
        ("Loom Users Call, Lyon", "Loom Users Call, Oslo", "Loom Users Call, online"),
        ("Loom Users Call @ Lyon", "Loom Users Call (Oslo)", "Loom Users Call in Bern"),
        # Whose sitting it is, in other words and forms.
        ("Protokoll der Sitzung des Vorstands", "Vorstandssitzung", "Vorstand", "Sitzung Nr. 4"),
        ("Compte rendu de la réunion du bureau", "Bureau", "Réunion du bureau"),
        # Whose it is, and the year with which it comes around.
        ("2022 Loom Owner's Meeting", "2023 Loom Owners Meeting", "Loom Owners' Meeting 2024"),
        ("Loom Board Minutes 2012", "Loom Board Minutes 2013", "Loom Board agenda 2014"),
        # An acronym and what it stands for, with and without the organisation.
        ("Board of Weavers", "BoW Meeting", "BoW minutes", "Board of Weavers meeting"),
        ("LG Board of Weavers", "Board of Weavers", "Loom Guild Board of Weavers", "BoW", "LG BoW")
        * 2,
        # With the kind of group or without it, and wherever they met.
        ("Loom WG telco", "Loom telco", "Loom Working Group Telco"),
        ("Loom WG F2F in Lyon, second day", "Loom Working Group F2F meeting", "Loom F2F meeting"),
        # What is no name of a meeting belongs to the meeting of the others.
        ("Loom Board", "Loom Board", "Loom Board", "We are out of yarn.", "", "just call me Ann"),
        ("Loom Board", "Loom Board", "Loom Board", "5% more across the board for all looms"),
        ("Loom Board", "Loom Board", "Loom Board", "No minutes were taken"),
        ("Loom Board", "Loom Board", "Special Loom Board Meeting", "Unofficial Loom Board minutes"),
        ("Loom Board", "Loom Board", "Loom Board minutes taken by Ann", "Loom Board, Fall 2024"),
        # The words around a name in other languages: the document, its number, weekday and hour.
        ("Protokoll Weberrunde", "Weberrunde KW 12", "Weberrunde: Protokoll vom 5.3.2024"),
        ("Vorstandssitzung am Montag, dem 4. März 2024, 18:00 Uhr", "Protokoll Vorstandssitzung"),
        ("Réunion de bureau n° 7", "Compte-rendu : réunion de bureau", "Réunion de bureau, 14h30"),
        ("Acta nº 12 de la Comisión Técnica", "Comisión Técnica, martes 5 de marzo de 2024"),
        ("Acta 41 de la Junta Vecinal", "Junta Vecinal – acta 43 (borrador), 8 de marzo de 2022"),
        ("Verbale del Comitato Tecnico di martedì 5 marzo 2024", "Comitato Tecnico - bozza"),
        ("Reunião da Diretoria - Ata nº 4", "Reunião da Diretoria de 5 de março de 2024"),
        ("Notulen bestuursvergadering dinsdag 5 maart 2024", "Bestuursvergadering"),
        ("Protokoll fört vid styrelsemöte tisdag 5 mars 2024", "Styrelsemöte, inställt"),
        ("Referat fra styremøte 5. mars 2024", "Styremøte"),
        ("Protokół z posiedzenia Rady Tkaczy z dnia 5 marca 2024", "Posiedzenia Rady Tkaczy"),
        ("Zápis ze schůze výboru dne 5. března 2024", "Schůze výboru, úterý 12. března 2024"),
        ("Протокол заседания Совета от 5 марта 2024", "Заседания Совета, вторник 6 марта 2024"),
        ("第12回 織物部会 議事録 2024年3月5日", "織物部会 議事要旨", "第3回 織物部会"),
        ("技术委员会会议纪要 2024年3月5日", "技术委员会"),
    ],
)
def test_one_meeting_is_one_series(titles: tuple[str, ...]) -> None:
    one_of(weekly(*titles))


@pytest.mark.parametrize(
    "titles",
    [
        # Commas and brackets within the names of two groups.
        ("Looms, Dyes and Wool Call", "Looms Call", "Looms, Dyes and Wool Call", "Looms Call"),
        ("Loom Call (users)", "Loom Call (makers)") * 3,
        ("Loom Board", "Loom Board", "Loom General Meeting", "Loom General Meeting"),
        ("Committee", "Committee", "Finance Committee", "Finance Committee"),
        ("Docs Team", "Docs Team", "Build Team", "Build Team"),
        ("Loom WG telco", "Loom telco", "Loom WG F2F", "Loom F2F meeting"),
        ("Loom Board", "Loom Board", "Loom Board Elections Committee"),
        # One word each, of which the one names a third of all.
        ("Meeting Notes: Dyes, May 09", "Meeting Notes: Looms") * 2 + ("Meeting Notes: Looms",),
        # A meeting of others, with what it is about behind its name.
        ("Loom Board Call",) * 4
        + ("Dyers' Union Meeting - how to be seen by those who never dye",),
    ],
)
def test_two_groups_are_never_one(titles: tuple[str, ...]) -> None:
    assert len(set(names(weekly(*titles)))) == 2


def test_a_note_that_names_no_meeting_stays_out_of_two_of_equal_weight() -> None:
    board, team = ("Loom Board", "Loom Board"), ("Dye Team", "Dye Team")
    assert names(weekly(*board, *team, ""))[-1] == "Meeting notes"


def test_titles_that_are_all_topics_leave_the_name_to_the_folder() -> None:
    topics = weekly("New bobbins", "On dyes", "Yarn", "Wool", folder="loom-circle/")
    assert one_of(topics) == "Loom circle"
    meetings = weekly("Bobbin review", "Dye planning", "Yarn workshop", "Wool sync", folder="loom/")
    assert one_of(meetings) == "Loom"


def test_folders_of_seasons_and_years_are_no_series() -> None:
    found = [note(f"board/{year}/Spring/03.13.{year % 100}.md", "") for year in (1990, 1991)]
    assert one_of(found) == "Board"


@pytest.mark.parametrize(
    "title",
    [
        "Protokoll der Sitzung vom Dienstag, 5. März 2024",
        "Compte rendu de la réunion du mardi 5 mars 2024",
        "Acta de la reunión del martes 5 de marzo de 2024",
        "Verbale della riunione di martedì 5 marzo 2024",
        "Ata da reunião de 5 de março de 2024",
        "Notulen van de vergadering van dinsdag 5 maart 2024",
        "Протокол собрания от 5 марта 2024",
        "Zápis ze schůze dne 5. března 2024",
        "Meeting 1.1",
        "M#9",
    ],
)
def test_a_title_of_a_form_alone_names_no_series(title: str) -> None:
    assert names([note("protokolle/2024-03-05.md", title)]) == [NO_SERIES]


def test_the_file_tells_where_the_words_do_not() -> None:
    found = weekly("Loom Board", "Loom Board", "Loom General Meeting", "Loom General Meeting")
    found.append(note("GM05-23-24.md", ""))
    assert names(found)[-1] == "Loom General Meeting"


def test_files_that_share_another_name_than_those_of_the_main_meeting_are_a_series() -> None:
    main = [note(f"board/board-2024-0{month}-01.md", "Guild board") for month in range(1, 5)]
    launch = [note(f"board/launch-2024-0{month}-09.md", "") for month in range(1, 3)]
    alone = [note("board/picnic-2024-06-01.md", "")]
    assert names(main + launch + alone) == ["Guild board"] * 4 + ["Launch"] * 2 + ["Guild board"]


def test_files_of_mixed_names_tell_no_series() -> None:
    main = [note(f"board/2024-0{month}-01.md", "Guild board") for month in range(1, 5)]
    assert (
        names([*main, note("board/guild-1.md", ""), note("board/guild-2.md", "")])[-2:]
        == ["Guild board"] * 2
    )


def test_no_meeting_is_the_main_one_among_as_many_that_are_named_once() -> None:
    teams = ("Dye Team", "Dye Team", "Yarn Team", "Shed Board", "Loom WG")
    assert names(weekly(*teams, "Spinning at the mill"))[-1] == "Spinning at the mill"
    assert names(weekly(*teams, ""))[-1] == NO_SERIES


def test_what_few_notes_name_is_not_what_all_others_leave_unsaid() -> None:
    named = [note(f"dye-{day}.md", "Dye Team") for day in (1, 2)]
    others = [
        note(f"2024-{month:02}-{day:02}.md", "") for month in range(1, 5) for day in range(1, 8)
    ]
    assert names([*named, *others])[-1] == NO_SERIES


def test_the_rule_that_named_a_series_is_known() -> None:
    found = weekly("Loom Board", "Loom Board", "Loom Board: dyes", "")
    rules = [name_series(found)[one.path].rule for one in found]
    assert rules == ["series-shared", "series-shared", "series-within", "series-main"]


def test_the_order_of_the_notes_changes_nothing() -> None:
    found = weekly("Loom Board", "LB", "Loom Board: dyes", "", "Dye Team")
    named: list[dict[str, Named]] = [name_series(order) for order in permutations(found)]
    assert all(one == named[0] for one in named)


def test_a_word_that_is_all_that_titles_state_is_the_series() -> None:
    assert one_of(weekly("Weekly, 3 March 2020", "Weekly, 10 March 2020")) == "Weekly"
    assert one_of([note("2020-03-03.md", "Weekly, 3 March 2020")]) == "Weekly"


def held(folder: str, months: str, title: str = "project call") -> list[Note]:
    return [
        note(f"{folder}/2024-{month}-03.md", f"{title} 2024-{month}-03") for month in months.split()
    ]


def test_a_name_in_everyday_words_is_told_by_the_folders_that_have_it_at_one_time() -> None:
    both = [*held("keel", "01 03 05"), *held("mast", "02 04 06")]
    assert names(both) == ["Keel project call"] * 3 + ["Mast project call"] * 3
    # One folder after the other, the same days twice, and a name of one group.
    assert one_of([*held("keel", "01 02"), *held("mast", "03 04")]) == "project call"
    assert one_of([*held("keel", "01 02 03"), *held("mast", "01 02 03")]) == "project call"
    assert one_of([*held("keel", "01 03", "LYRA Call"), *held("mast", "02 04", "LYRA Call")]) == (
        "LYRA Call"
    )
    told = [*held("sail", "01 03", "Sail call"), *held("oar", "02 04", "Sail call")]
    assert names(told) == ["Sail call"] * 2 + ["Oar sail call"] * 2


def test_what_is_named_within_the_main_meeting_is_no_other() -> None:
    longer = ("Mill Interim Loom Board Meeting", "Great Loom Board", "Second Loom Board in Lyon")
    assert names(weekly("Loom Board", "Loom Board", *longer, ""))[-1] == "Loom Board"
