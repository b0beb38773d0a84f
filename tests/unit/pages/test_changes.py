"""What pages tell of time: what a meeting changed, in what state actions are, what topics say."""

from __future__ import annotations

import re

import pytest

from mkdocs_minutes.pages import lookups as lookups_module
from mkdocs_minutes.pages.render import assets
from tests.unit.pages.sites import broken_links, lookups_of, page, rendered

NOTES = {
    "2020-01-07.md": """\
# Mill Call, 7 January 2020

Present: Ann Bell, Bo Dane

## Sail cloth
The cloth is torn.
- AI (Ann Bell): order new canvas
- AI (Bo Dane): oil the hinges
- AI (Bo Dane): paint the door
- AI (Ann Bell): feed the cat
- LoomWMS 1.2.0 is in testing

## Stock
| Sacks | Count |
| --- | --- |
| Rye | 12 |
""",
    "2020-01-14.md": """\
# Mill Call, 14 January 2020

## Sail cloth
Bo Dane measured it. The hinges are done.
- AI (Ann Bell): order new canvas
- AI (Bo Dane): paint the door
- Decision: Ann Bell buys linen
- LoomWMS 1.2.0 was released on 10 January 2020

## Stock
| Sacks | Count |
| --- | --- |
| Rye | 9 |
""",
}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_note_opens_with_what_it_changed() -> None:
    lookups = lookups_of(NOTES)
    first = page(lookups, "notes/mill-call/2020-01-07/")
    assert "Since last meeting" not in first
    since = page(lookups, "notes/mill-call/2020-01-14/").partition('id="mn-since"')[2]
    told = text(since.partition("</section>")[0])
    assert "Actions 2 repeated" in told
    assert "Done oil the hinges Bo Dane opened 2020-01-07" in told
    assert "Silent feed the cat Ann Bell Versions" in told  # last listed by the meeting named above
    assert "LoomWMS 1.2.0 testing → to released" in told
    assert "12 → to 9" in told


def test_lists_of_actions_tell_states_and_say_what_part_they_are() -> None:
    lookups = lookups_of(NOTES)
    assert "2 open 1 silent 1 done or dropped" in text(page(lookups, "actions/"))
    silent = text(page(lookups, "actions/silent/"))
    assert "feed the cat" in silent
    row = "feed the cat about Sail cloth Mill Call Ann Bell 2020-01-07 7 days 1 2020-01-14"
    assert f"Silent since {row}" in silent
    assert "done on 2020-01-14" in text(page(lookups, "actions/closed/"))
    owners = text(page(lookups, "actions/by-owner/"))
    assert owners.index("order new canvas") < owners.index("paint the door")


def test_cells_of_actions_are_called_on_a_telephone_as_their_columns_are() -> None:
    styles = next(file.read_text() for uri, file in assets() if uri.endswith("minutes.css"))
    lookups = lookups_of(NOTES)
    for state, uri in (("open", ""), ("silent", "silent/"), ("closed", "closed/")):
        table = page(lookups, f"actions/{uri}").partition(f"mn-threads--{state}")[2]
        columns = re.findall(r"<th [^>]*>([^<]+)</th>", table)[::-1]
        of_state = rf"(?:\.mn-threads--{state}|\[class\S+) tbody td(\S*)"
        rules = of_state + r"::before {\s+content: \"(.+) \""
        last = {":last-child": 0, ".mn-number": columns.index("Times")}
        for cell, label in re.findall(rules, styles):
            place = last[cell] if cell in last else int(re.sub(r"\D", "", cell)) - 1
            assert label.startswith(columns[place]), (state, cell)


def test_every_order_of_actions_has_them_all() -> None:
    lookups = lookups_of(NOTES)
    for order in ("oldest", "most-repeated", "by-owner", "by-project", "by-series"):
        html = page(lookups, f"actions/{order}/")
        assert all(task in html for task in ("order new canvas", "paint the door"))
        assert "feed the cat" in page(lookups, f"actions/silent/{order}/")
        closed = page(lookups, f"actions/closed/{order}/")
        assert "oil the hinges" in closed
        assert "done on" in closed


def test_other_orders_of_many_silent_actions_list_those_seen_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookups_module, "MOST_IN_ORDERS", 1)
    tasks = ("mow the grass", "count the sacks", "call the smith", "paint the door")
    lookups = lookups_of(
        {
            f"2020-01-0{day}.md": f"# Mill Call, {day} January 2020\n\n"
            f"- AI (Ann Bell): order new canvas\n- AI (Ann Bell): oil the hinges\n"
            f"- AI (Ann Bell): feed the cat\n- AI (Bo Dane): {task}\n"
            for day, task in enumerate(tasks, 1)
        }
    )
    assert len(lookups.silent_threads) == 3
    assert all(task in page(lookups, "actions/silent/") for task in tasks[:3])
    shown = page(lookups, "actions/silent/oldest/")
    assert [task for task in tasks if task in shown] == ["call the smith"]
    assert "These are the 1 that were seen last." in shown


def test_a_topic_tells_what_each_meeting_said_in_order_of_time() -> None:
    lookups = lookups_of(NOTES)
    topic = text(page(lookups, "topics/mill-call/sail-cloth/"))
    assert topic.index("The cloth is torn") < topic.index("measured it")
    outcomes = topic.partition("What each meeting said")[0]
    assert "Ann Bell buys linen" in outcomes
    row = page(lookups, "outcomes/")
    assert re.search(
        r'on <a href="[^"]*topics/mill-call/sail-cloth/index.html">Sail cloth</a>', row
    )
    assert re.search(r'<a href="[^"]*people/ann-bell/index.html">Ann Bell</a> buys linen', row)


def test_home_opens_with_what_changed() -> None:
    home = text(page(lookups_of(NOTES), ""))
    assert home.index("What changed lately") < home.index("Newest notes")
    assert "Done oil the hinges" in home
    assert "Ann Bell buys linen" in home.partition("Newest notes")[2]


def test_all_pages_lead_to_pages_that_are_there() -> None:
    assert list(broken_links(rendered(lookups_of(NOTES)))) == []


STANDING = "The shuttle of Loom is kept oiled by Bo Dane all year."
LOOM = {
    f"2020-{month:02}-07.md": (
        f"# Loom Call, 7 {name} 2020\n\nPresent: Ann Bell, Bo Dane\n\n- {line}\n- {STANDING}\n"
    )
    for month, name, line in (
        (1, "January", "LoomWMS 1.2.0 is in testing"),
        (2, "February", "Ann Bell showed the reed"),
        (3, "March", "LoomWMS 1.2.1 was released on 2 March 2020"),
        (4, "April", "LoomWMS 1.3.0 is in testing"),
    )
}


def test_what_is_said_of_a_version_has_its_day_and_can_be_overtaken() -> None:
    lookups = lookups_of(LOOM)
    versions = text(page(lookups, "versions/"))
    assert "1.3.0 testing as of 2020-04-07" in versions
    assert "1.2.0 testing as of 2020-01-07 overtaken by LoomWMS 1.2.1" in versions
    assert "overtaken" not in text(page(lookups, "projects/loomwms/1.3.0/"))
    assert "as of" not in text(page(lookups, "projects/loomwms/1.2.1/")).partition("What the")[0]
    home = text(page(lookups, "")).partition("Latest releases")[2].partition("All versions")[0]
    assert "LoomWMS 1.2.1" in home
    assert "1.3.0" not in home


def test_a_sentence_of_several_notes_is_told_once() -> None:
    html = page(lookups_of(LOOM), "people/bo-dane/")
    assert html.count("kept oiled by") == 1
    assert "in 4 notes, since 7 January 2020" in text(html)


def test_a_list_of_those_who_were_there_is_no_mention() -> None:
    html = text(page(lookups_of(LOOM), "people/ann-bell/"))
    said = html.partition("In the notes")[2]
    assert "showed the reed" in said
    assert "Present" not in said


def test_what_lies_there_of_a_day_is_one_meeting() -> None:
    agenda = "# Mill Call agenda, 14 January 2020\n\n1. Sail cloth\n"
    talk = "# Mill Call, 14 January 2020\n\n- AI (Ann Bell): order new canvas\n"
    after = {"2020-01-21.md": talk.replace("14", "21")}
    beside = {"agenda-2020-01-14.md": agenda, "talk-2020-01-14.md": talk}
    lookups = lookups_of({**NOTES, **beside, **after})
    found = {note.note.path: note for note in lookups.archive.notes.values()}
    minutes, later = found["2020-01-14.md"], found["2020-01-21.md"]
    assert later.previous == minutes.id
    first = found["2020-01-07.md"].id
    others = {found[path].id for path in ("agenda-2020-01-14.md", "talk-2020-01-14.md")}
    assert set(minutes.parts) == others
    assert all(found[path].previous == first for path in ("2020-01-14.md", "talk-2020-01-14.md"))
    html = page(lookups, f"notes/{minutes.id}/")
    same_day = text(html).partition("Same day")[2].partition("Source")[0]
    assert "Mill Call agenda, 14 January 2020" in same_day
    assert "2020-01-14-talk" in same_day
    assert list(broken_links(rendered(lookups))) == []
