"""One variant of each form that notes are known to use: who came, who does what, what is it."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings

TITLE = "# Kiln committee, 4 May 2029\n\n"
ANN_BO = ["Ann Bell", "Bo Crane"]
CY_ED = ["Cy Dunn", "Di Evers", "Ed Falk-Gray"]


def read(text: str, path: str = "kiln.md") -> ParsedNote:
    return parse(RawNote(path, text.encode()), Settings())


def present(text: str) -> list[str]:
    found = read(TITLE + text).facts.attendees
    return [one.name for one in found if one.presence != "absent"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Present/Contributing: Ann Bell, Bo Crane", ANN_BO),
        ("Present: Ann Bell, Bo Crane\n\nApologies/Regrets: Cy Dunn", ANN_BO),
        ("Ann Bell, Bo Crane, Cy Dunn\n\nRemote: Dee Falk", [*ANN_BO, "Cy Dunn", "Dee Falk"]),
        ("Present:\n\n```\n| Name | Firm |\n|---|---|\n| Ann Bell | Mill |\n```", ["Ann Bell"]),
        ("## Opening, roll call and minutes\n\n- Ann Bell\n- Bo Crane", ANN_BO),
        ("## Attendees\n\n- Ann Bell\n- (add your name)\n- Bo Crane", ANN_BO),
        (
            "## Attendees\n\n- TODO\n- _attendee names..._\n- Ann Bell\n- Your name here",
            ["Ann Bell"],
        ),
        (
            "## Attendees\n\n- Ann Bell, Mill, wants to help\n- Bo Crane, Pier, is new here",
            ANN_BO,
        ),
        ("Present:\n\n- Ann Bell\n\nHosts:\n\n- Bo Crane", ANN_BO),
        ("**Members**\n\n- Ann Bell\n- Bo Crane", ANN_BO),
        ("(attending: Ann Bell, Bo Crane)", ANN_BO),
        (
            "Present: Ann Bell, Dee Falk, Emil Frost, Fay Grant, Gil Hope, Bo\nCrane, Ida Jensen",
            "Ann Bell/Dee Falk/Emil Frost/Fay Grant/Gil Hope/Bo Crane/Ida Jensen".split("/"),
        ),
        ("## Attendees\n\n- [x] Ann Bell\n- [ ] Cy Dunn\n- [x] Bo Crane", ANN_BO),
        ("## Attendees\n\n- Ann Bell\n- ~~Cy Dunn~~\n- Bo Crane", ANN_BO),
        ("## Attendees\n\n- Ann Bell\n- Cy Dunn (regrets)\n- Bo Crane", ANN_BO),
        ("## Attendees\n\n- ✅ Ann Bell\n- ❌ Cy Dunn\n- ✅ Bo Crane", ANN_BO),
        (":   Members present: Ann Bell, Bo Crane\n:   Members remote: cyd", [*ANN_BO, "cyd"]),
        ("Present:\n- In person: AB CD\n- Online: EF GH IJ", ["AB", "CD", "EF", "GH", "IJ"]),
        ("Present: AB CD EF\nApologies: GH", ["AB", "CD", "EF"]),
        ("| Where: | Pier |\n\nWords.\n\n| Attendees: | Ann Bell, Bo Crane |", ANN_BO),
        ("Present:\n- Ann Bell\n\nMembers of the public:\n- Bo Crane", ANN_BO),
        ("Old Board of Directors Members Present:\nAnn Bell\nBo Crane", ANN_BO),
        ("Present: Ann Bell, Tom I., Bo Crane", ["Ann Bell", "Tom I.", "Bo Crane"]),
        ("- Ann Bell ([@annb](https://git.example.org/annb)) (chair)\n- Bo Crane (@boc)", []),
        ("- Ann Bell (@annb) (chair)\n- Bo Crane (@boc)\n- Cy Dunn (@cyd)", [*ANN_BO, "Cy Dunn"]),
        (
            "Attendance:\n~~~~~~~~~~~\n* Ann Bell <annb>\n* Bo Crane\n\nLooms:\n~~~~~~\n- warp",
            ANN_BO,
        ),
        ("We met, present were:\n(I know not who pays)\n\nAnn Bell (a)\t\tBo Crane (b)", ANN_BO),
        (
            "Members present:\n    annb bocrane cyd dwarp ek\n    It was late.",
            "annb bocrane cyd dwarp ek".split(),
        ),
        (
            "Attendance\t\tBoard of Directors\n---------- ----------\nAnn Bell <a>\t\tBo Crane"
            " <b>\nCy Dunn <c>\t\tDee Falk <d>",
            [*ANN_BO, "Cy Dunn", "Dee Falk"],
        ),
        (
            "## II. Attendance\n\nName\t\tLogin\t\tBod\n\n"
            "Ann Bell\t\ta\t\tyes\nBo Crane\t\tb\t\tyes",
            ANN_BO,
        ),
        ("## Introductions\n\n- Ann Bell, Acme\n- Bo Crane - mends looms", ANN_BO),
        ("## New members\n\n- Ann Bell\n- Bo Crane from Acme", ANN_BO),
        ("## New members\n\n- Acme Corp\n- Weft Foundation", []),
        ("## Introductions\n\n- Ann Bell asked who is new\n- looms", []),
        ("## Attendees\n\n* Ann Bell\\-Diaz (AB)\n* Bo Crane", ["Ann Bell-Diaz", "Bo Crane"]),
        (
            "Chairperson: Mrs. Bell\nMinutes taken by: Bo C. (Y9)\n\nPresent: Bo C (Y9), Mrs Bell",
            ["Bo C", "Mrs Bell"],
        ),
        ("Present: everyone from last time", []),
        ("Anwesend: alle mitglieder des alten vorstands", []),
        ("Asistentes: todos los miembros activos presentes", []),
        ("Aanwezig: alle leden van het bestuur", []),
        ("Présents: tous les membres du bureau", []),
        ("出席者：王小明、李美玲", ["王小明", "李美玲"]),
        ("ucastnici: jan novak, petr; chybi eva, ales", ["jan novak", "petr"]),
        ("## Účastníci\n\n- Bc. Ján Novák – kiln\n- Ing. Eva Malá", ["Ján Novák", "Eva Malá"]),
        ("Present: Ann Bell, Bo Crane; absent Cy Dunn, Dee Falk", ANN_BO),
        ("Present: Sr. Juan Pérez, Dña. Ana Ruiz", ["Juan Pérez", "Ana Ruiz"]),
        ("参会人：本次会议共有三名成员参会，由来自各地的贡献者组成。", []),
        ("## 1. Checklist de Participantes\n\n- [x] Ann Bell\n- [ ] Bo Crane", ["Ann Bell"]),
        ("| Aanwezig | iedereen |\n|--|--|\n| Afwezig | Ann Bell |", []),
        ("| Chair | Ann Bell |\n|--|--|\n| Attendees | Bo Crane |", ANN_BO),
        (
            "| Firm | Representative | Present |\n|--|--|--|\n| Lake | Ann Bell | yes |"
            "\n| Mill | Cy Dunn | no |\n| Pier | Bo Crane | yes |",
            ANN_BO,
        ),
        ("| Chair | Ann Bell |\n|--|--|\n| Topic | Bo Crane |", []),
        ("| Present | Absent |\n|--|--|\n| Ann Bell | Cy Dunn |\n| Bo Crane | |", ANN_BO),
        ("| Present | Topic |\n|--|--|\n| Ann Bell | Cy Dunn |", []),
        ("Note Taker: Ann\n\n## Looms\n\n- warp", ["Ann"]),
        ("Host: Acme\n\nNote Taker: of looms\n\n## Looms\n\n- warp", []),
        (
            "## Asistentes\n\n- Soler Prat, Manuel\n- Vila Roca, Juan Pedro",
            ["Manuel Soler Prat", "Juan Pedro Vila Roca"],
        ),
        ("## Attendees\n\n- Ann Bell, Lake\n- Bo Crane, Mill", ANN_BO),
        ("Prisutni: Ann Bell\n\nNärvarande: Ann Bell", ["Ann Bell"]),
        ("Narvarande: Ann Bell, Bo Crane", ANN_BO),
        ("## Anwesende Gründungsmitglieder\n\n- Ann Bell\n- Bo Crane", ANN_BO),
        ("## 参与者\n\n+ 黄新越\n+ 杨云", ["黄新越", "杨云"]),
        (
            "## Attendees\n\n**Lake**\n\n- Ann Bell\n\n*Not in attendance*\n\n- Cy Dunn\n\n"
            "**Mill**\n\n- Bo Crane",
            ANN_BO,
        ),
        (
            "| Name | Present |\n|--|--|\n| Ann do Vale | ❌ |\n| Bo do Vale Mill | ✅ |",
            ["Bo do Vale Mill"],
        ),
        ("Ucastnici: Ann Bell, Bo Crane; Chybi: Cy Dunn", ANN_BO),
        ("## Participacao\n\nPresencas: Ann Bell, Bo Crane", ANN_BO),
        ("Присутствовали: Анна Белова, Борис Краснов", ["Анна Белова", "Борис Краснов"]),
        # Brackets, fences, ways to take part, names of which a line's end parts one.
        ("[present: ann, boc, cyd_l]\n\n- warp", ["ann", "boc", "cyd_l"]),
        ("Attendees:\n\n```\nAnn Bell   (Lake)\nBo Crane\n```", ANN_BO),
        ("## Attendees\n\n~~~text\nAnn Bell\nBo Crane\n~~~", ANN_BO),
        ("Attendees:\n\n```\nmake loom\nloom --warp 3\n```", []),
        ("In-person: Ann Bell\nOnline: Bo Crane\nDialed in: Cy Dunn", [*ANN_BO, "Cy Dunn"]),
        ("Online: Ann Bell, Bo Crane\n\nIn-person: Lake Street 4", ANN_BO),
        (
            "Present: Ann Bell, Bo Crane, Cy\n  Dunn, Di Evers and Ed\n  Falk-Gray",
            [*ANN_BO, *CY_ED],
        ),
        ("Present: Ann Bell\n\n## Guests\n**Note**: ask first.\n- Bo Crane", ANN_BO),
        ("## Present (voting)\n\n*Quorum is three.*\n\n- Ann Bell\n- Bo Crane", ANN_BO),
        ("Present: Ann Bell, Bo Crane\n\n## Sends regrets\n\n- Cy Dunn", ANN_BO),
    ],
)
def test_who_came(text: str, names: list[str]) -> None:
    assert sorted(present(text)) == sorted(names)


ABC = ["Anna", "Bert", "Cora"]


@pytest.mark.parametrize(
    ("line", "came", "away"),
    [
        ("Who: Anna, Bert, Cora (notes). Regrets: Dina", ABC, ["Dina"]),
        (
            "Who: annb, boc, Cora, Dina K. (new, hello!). Notes: Cora",
            ["annb", "boc", "Cora", "Dina K."],
            [],
        ),
        ("Present: Anna, Bert. Also Mr Cora (plot 4) for item 2", ["Anna", "Bert", "Mr Cora"], []),
        ("Present: Anna, Bert, plus Cora", ABC, []),
        ("On the call - Anna, Bert, Cora / apologies - Dina", ABC, ["Dina"]),
        ("Here: Anna, Bert, Cora (late). Not here: Dina. Minutes by Cora.", ABC, ["Dina"]),
        ("In attendance - Anna, Bert, Cora. Absent - Dina", ABC, ["Dina"]),
        ("Anna (chair), Bert, Cora. Apologies: Dina, Edgar", ABC, ["Dina", "Edgar"]),
        ("Present Anna, Bert and Cora, Dina sent apologies", ABC, ["Dina"]),
        (
            "Present were Anna, Bert and Cora. Apologies from Dina and Edgar.",
            ABC,
            ["Dina", "Edgar"],
        ),
        ("Anna, Bert and Cora were there.", ABC, []),
        ("Attendees = Anna, Bert, Cora", ABC, []),
        ("Attendees (3) Anna, Bert, Cora", ABC, []),
        ("Attending Anna, Bert, Cora", ABC, []),
        ("Who was there? Anna, Bert, Cora", ABC, []),
        ("there: annb, boc, cyd (late), not there: eddy", ["annb", "boc", "cyd"], ["eddy"]),
        ("Att: AB, BC, CD; apols: DE", ["AB", "BC", "CD"], ["DE"]),
        (
            "Chair: Anna. Minutes: Bert. Also present: Cora, Dina. Apologies: Edgar.",
            [*ABC, "Dina"],
            ["Edgar"],
        ),
        ("Present: Anna, Bert. Cora joined at item 4.", ABC, []),
        ("present: Anna, Bert, Cora (Dina ill)", ABC, ["Dina"]),
        ("Around the table: Anna Peter Maria Jack", ["Anna", "Peter", "Maria", "Jack"], []),
        ("Present: Anna Maria Lopez Ruiz, Bert", ["Anna Maria Lopez Ruiz", "Bert"], []),
        ("We had Anna, Bert and Cora; Dina couldn't make it.", ABC, ["Dina"]),
        ("Here: everyone (Anna, Bert, Cora)", ABC, []),
        ("## Visitors\nMy sister stays a week.\n\nNext: 16 Sept, Anna cooks", [], []),
        ("Present: Cllrs Bell, Crane and Mr & Mrs Dunn", ["Bell", "Crane", "Mrs Dunn"], []),
        ("Present Looms, Ponds, Mills: what we have", [], []),
        ("Attending to roofs, gutters, walls", [], []),
        ("Who pays? Ann asked, nobody knew", [], []),
        ("Status (3) red, amber, green", [], []),
    ],
)
def test_labels_that_follow_each_other_on_a_line(
    line: str, came: list[str], away: list[str]
) -> None:
    people = read(TITLE + line + "\n\n* looms\n").facts.attendees
    assert {one.name for one in people if one.presence != "absent"} == set(came)
    assert {one.name for one in people if one.presence == "absent"} == set(away)


LISTED = TITLE + "Present: Ann Bell, Bo Crane\n\n"


def tasks(text: str) -> list[tuple[list[str], str]]:
    found = read(LISTED + text).facts.actions
    return [([owner.name for owner in one.owners], one.text) for one in found]


def test_lines_of_small_letters_head_what_any_minutes_have() -> None:
    head = "Standup Mon 22 Sep 2025\npresent: Ann, Bo\n\nAnn\n - out tomorrow\n\n"
    facts = read(head + "decisions\n * no party\n\nactions:\n Ann: buy tea\n", "a.txt").facts
    assert [one.text for one in facts.outcomes] == ["no party"]
    assert [one.text for one in facts.actions] == ["buy tea"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- Ann (AI): write it", [(["Ann"], "write it")]),
        ("## Actions\n\n- write it -> Ann", [(["Ann"], "write it")]),
        (
            "## Actions\n\n- write it ➔ Ann\n- send it ==> Bo",
            [(["Ann"], "write it"), (["Bo"], "send it")],
        ),
        ("## Actions\n\n- write it **Ann**", [(["Ann"], "write it")]),
        ("## Actions\n\n- Owner: Ann. Write it", [(["Ann"], "Write it")]),
        ("## Actions\n\n- write it (nobody yet)", [([], "write it")]),
        ("- AI (TBD): write it", [([], "write it")]),
        ("**ann: take action to write it**", [(["ann"], "write it")]),
        ("Ann will take the action item to write it", [(["Ann"], "write it")]),
        ("## Resulting Action Items\n\n- write it @Bo C", [(["Bo C"], "write it")]),
        ("## Mill team action items\n\n- write it @bo and @ann", [(["@bo", "@ann"], "write it")]),
        ("Following actions identified:\n\n1. AB to write it", [(["AB"], "write it")]),
        ("## Actions\n\n- [AB, EF] write it", [(["AB", "EF"], "write it")]),
        ("- ACTION: Ann e-mail it", [(["Ann"], "e-mail it")]),
        (
            "## Actions\n\n### Assigned\n\n[XY] Write it\n\n[QT] Send the plan",
            [(["XY"], "Write it"), (["QT"], "Send the plan")],
        ),
        (
            "## Actions\n\n|  |  |  |\n|--|--|--|\n"
            "| Item | Description | Res(1) |\n| 1.2 | Write it | AB |",
            [(["AB"], "Write it")],
        ),
        (
            "## **ACTIONS REQUIRED**\n\n| Action Item | Description |\n|--|--|\n"
            "| **2.1** | Ann to write it |",
            [(["Ann"], "Ann to write it")],
        ),
        # What is none.
        ("The board will take action to mend it.", []),
        ("## Actions\n\nNone.", []),
        ("## Actions\n\n- All actions complete", []),
        (
            "## Actions\n\n- AI (Ann): write it\n- Bo: I doubt that it is late",
            [(["Ann"], "write it")],
        ),
        ("## Actions\n\n- Should we write it?", []),
        ("## Agenda\n\n- [ ] Budget\n- [x] Roof", []),
        ("## Actions\n\n- write it (Ann)\n\n## Next meeting\n\n- 11 May", [(["Ann"], "write it")]),
        (
            "## Next steps\n\n- write it (Ann)\n- No call in June; we meet again on 8. July.",
            [(["Ann"], "write it")],
        ),
        (
            "## Nächste Schritte\n\n- write it (Ann)\n- Wir treffen uns wieder am 3. Mai.",
            [(["Ann"], "write it")],
        ),
        ("Bo: I will write it\n\nAnn: thanks\n\nBo: sure", []),
        ("## Action Items Resulting\n\n- Ann to bake", [(["Ann"], "bake")]),
        ("## Actions\n\n- <s>Ann will bake.</s> Done", [(["Ann"], "bake")]),
        ("## Actions\n\n- Ann Bell & Bo Crane To bake", [(ANN_BO, "bake")]),
        ("## Actions\n\n- Ovens need to be cleaned", [([], "Ovens need to be cleaned")]),
        ("1. \\[Action: Ann\\] - Bread for all", [(["Ann"], "Bread for all")]),
        ("1. \\[Action: Ann] - Bread for all", [(["Ann"], "Bread for all")]),
        # Under headings that have a word of actions among others.
        ("## Items for action\n\n- Send it\n- Bo: bake", [([], "Send it"), (["Bo"], "bake")]),
        ("## Tasks and Decisions Log\n\n- Ann: send it", [(["Ann"], "send it")]),
        ("**Action Items Resulting**\n\n- Ovens get old", [([], "Ovens get old")]),
        ("## Who does what\n\n- Ann: bread", [(["Ann"], "bread")]),
        ("Assigned today:\n\n- Ann: bake\n- Bo: mend it", [(["Ann"], "bake"), (["Bo"], "mend it")]),
        ("## Tareas y compromisos de mayo\n\n- Ann: enviar el acta", [(["Ann"], "enviar el acta")]),
        ("## Wer macht was\n\n- Ann: Brot", [(["Ann"], "Brot")]),
        ("## Process for action items\n\n- It is slow\n- We lose them", []),
        ("## Task force\n\n- It met\n- Ann: it was late", []),
        ("## Action Item Updates\n\n- Outreach\n- Ovens to be approved before May", []),
        ("To do/goals of Ann:\n\n- get more snacks", []),
        ("## Tareas próxima semana\n\n- Mover\n- Ver (Ann)", [([], "Mover"), (["Ann"], "Ver")]),
        ("- Hausaufgabe für Ann: Brot backen", [(["Ann"], "Brot backen")]),
        ("## Actions\n\n- Oven (May): new -> Ann and bo", [(["Ann", "bo"], "Oven (May): new")]),
        ("## Next week's action items\n\n----\n\nAt the end:\n- Copy this", []),
        # By the form of the items, whatever heads them.
        ("- Ovens are old\n  - Ann to assess them", [(["Ann"], "assess them")]),
        ("## Kiln\n\n- Ann to bake\n- Bo to mend it", [(["Ann"], "bake"), (["Bo"], "mend it")]),
        (
            "## Wrap-up\n\n- Ann: send it\n- Bo - order clay\n- It was late",
            [(["Ann"], "send it"), (["Bo"], "order clay")],
        ),
        (
            "## So\n\n- Send it (Ann)\n- Order clay — Bo",
            [(["Ann"], "Send it"), (["Bo"], "Order clay")],
        ),
        ("## So\n\n- Ann will bake\n- Bo will eat", [(["Ann"], "bake"), (["Bo"], "eat")]),
        ("## Updates\n\n- Ann: fix the oven\n- Bo: write to Cy", []),
        ("## Agenda\n\n- Review ovens (Ann)\n- Ann to open\n- Bo to close", []),
        ("## So\n\n- Ann: fixed the oven\n- Bo: we need clay", []),
        ("- Ovens are old\n  - Ann to present them\n  - Eve to assess them", []),
        (
            "- AI (Bo): bake\n- Ovens are old\n  - Ann to assess them",
            [(["Bo"], "bake"), (["Ann"], "assess them")],
        ),
        # Below a label of tasks, wherever it stands; a line of a cell is a word's end.
        (
            "## Decisions\n\n- Keep it\n- Potters' tasks:\n  - Write it\n  - Test it",
            [([], "Write it"), ([], "Test it")],
        ),
        (
            "## 決定事項\n\n- 窯を使う。\n- 開発者タスク:\n  - Ann: 粘土を注文する。",
            [(["Ann"], "粘土を注文する。")],
        ),
        ("| Action | Owner |\n|--|--|\n| Bake<br>it | Ann |", [(["Ann"], "Bake it")]),
        # What artificial intelligence is used for, and who is in charge of it.
        ("- AI mode: on\n- AI Backend: Bo\n- AI: Ann Bell", []),
        ("- AI Ann: bake\n- AI (Bo): eat", [(["Ann"], "bake"), (["Bo"], "eat")]),
        (
            "# To do\n\n## 6 May 2024\n\n- Bake\n\n## 7 May 2024\n\n- Eat",
            [([], "Bake"), ([], "Eat")],
        ),
        ("## So\n\n- Ann to write to Cy", [(["Ann"], "write to Cy")]),
        ("## So\n\n- Ann to Cy: hello", []),
        ("- Ann - ACTION: bake it", [(["Ann"], "bake it")]),
        ("- [ ] [Ann Bell](mailto:ann@example.org) Bake it", [(["Ann Bell"], "Bake it")]),
        ("- [ ] [Guild](mailto:all@example.org), bake it", [([], "Guild, bake it")]),
        (
            "## Actions\n\n- Bake it *Ann Bell*\n- Eat it _Bo Crane, Ann Bell_\n- Eat *all*",
            [(["Ann Bell"], "Bake it"), (["Bo Crane", "Ann Bell"], "Eat it"), (["all"], "Eat")],
        ),
        (
            "- Action [owner?]: bake it\n- Action: @someone to eat it",
            [([], "bake it"), ([], "@someone to eat it")],
        ),
        (
            "## AIs\n\n- AI-1 Ann: bake\n- AI-2 Ann & Bo - eat",
            [(["Ann"], "bake"), (["Ann", "Bo"], "eat")],
        ),
        (
            "## Next steps\n\n- Ann: bake\n- Slides: https://example.org/s\n- Ann: https://example.org/i",
            [(["Ann"], "bake"), (["Ann"], "https://example.org/i")],
        ),
        # Cells with several.
        (
            "<table><tr><th>Topic</th><th>Actions: Responsible</th></tr>\n<tr><td>Kiln</td><td><ul>"
            "<li>Ann to bake</li><li>Bo to eat</li></ul></td></tr></table>",
            [(["Ann"], "Ann to bake"), (["Bo"], "Bo to eat")],
        ),
        (
            "| Topic | Action items |\n|--|--|\n| Kiln | Ann: bake<br>Bo: eat |\n| Heat | none |",
            [(["Ann"], "Ann: bake"), (["Bo"], "Bo: eat")],
        ),
    ],
)
def test_who_does_what(text: str, wanted: list[tuple[list[str], str]]) -> None:
    assert tasks(text) == wanted


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("## A\n\nDecision: approved\n\n## B\n\nDecision: approved", ["approved", "approved"]),
        (
            "Decision: the roof of the long shed is mended before\nthe winter begins",
            ["the roof of the long shed is mended before the winter begins"],
        ),
        ("Consensus is that the shed stays.", ["Consensus is that the shed stays."]),
        ("- (agreement that the shed stays)", ["(agreement that the shed stays)"]),
        ("- General agreement to keep the shed", ["General agreement to keep the shed"]),
        ("- The agreement that Ann signed is lost", []),
        ("The steering council accepted the plan", ["The steering council accepted the plan"]),
        (
            "- The TC looked at it and rejected the plan",
            ["The TC looked at it and rejected the plan"],
        ),
        ("It was looked at. The council voted to wait.", ["The council voted to wait."]),
        ("Ann: it was looked at. The council voted to wait.", []),
        ("Ann approved the plan", []),
        ("The plan of the council approved by Ann is lost", []),
        ("They said that there was no\nconsensus on the shed.", []),
        ("**Verdict:** https://example.org/poll", []),
        (
            "Agreed that the plan is sent on Friday. It will hold:\n\n- a map\n- a list",
            ["Agreed that the plan is sent on Friday."],
        ),
        (
            "| Type | Description | Owner |\n|---|---|---|\n"
            "| D | The shed stays | Ann |\n| I | It rained | - |",
            ["The shed stays"],
        ),
        (
            "- A vote of the committee unanimously agreed to keep the oven.",
            ["A vote of the committee unanimously agreed to keep the oven."],
        ),
        ("## What we decided\n\n- The shed stays", ["The shed stays"]),
        ("## Decisions made at this meeting\n\n- The shed stays", ["The shed stays"]),
        ("## Decisions and agreements\n\n- The shed stays", ["The shed stays"]),
        ("## Decision-making process\n\n- The shed stays", []),
        ("## Decisions\n\n- Keep it\n- Tasks for Bo:\n  - bake\n  - send it", ["Keep it"]),
        (
            "Ficou decidido ficar.<br>\nO grupo decidiu comprar argila.<br>\nChove muito.",
            ["Ficou decidido ficar.", "O grupo decidiu comprar argila."],
        ),
        ("## Decisions\n\n- Keep it\n- Clay comes:\n  - in May", ["Keep it", "in May"]),
        ("- We voted 5-2 to keep the shed", ["We voted 5-2 to keep the shed"]),
        (
            "Ann moved to keep the shed. Bo seconded. Motion carried.",
            ["Ann moved to keep the shed. Bo seconded. Motion carried."],
        ),
        ("Ann moved to Oslo. The motion sensor passed.", []),
        (
            "**Motion** (Ann, seconded by Bo): to bake. Motion carried unanimously.",
            ["Motion (Ann, seconded by Bo): to bake. Motion carried unanimously."],
        ),
        ("**Motion** (Ann): to bake. Motion failed.", []),
    ],
)
def test_what_was_concluded(text: str, outcomes: list[str]) -> None:
    assert [one.text for one in read(LISTED + text).facts.outcomes] == outcomes


@pytest.mark.parametrize(
    "item",
    [
        "Fees go up to £40 from April (agreed).",
        "Barbecue on 5 July. All agreed.",
        "New lock for the gate, max £50 - ok'd.",
        "Looms v2: go for it. => decided",
        "Bo offered to mend the roof. Accepted with thanks.",
        "£60 for screws approved",
        "Is five pounds enough? Yes - agreed",
        "Rules: agreed we need new ones.",
        "The rent was discussed and it was decided to leave it as it is.",
        "Tea - agreed to charge 50p",
    ],
)
def test_what_says_by_itself_that_it_was_concluded(item: str) -> None:
    assert [one.text for one in read(f"{LISTED}- {item}\n").facts.outcomes] == [item]


@pytest.mark.parametrize(
    "item",
    [
        "Ann and Bo met and agreed to split the work.",
        "Ann: agreed to ask her brother.",
        "Talked to the town, they agreed to a meeting.",
        "What we agreed last time",
        "Bo says that the bank approved",
        "Not all agreed.",
        "Nobody agreed.",
        "Price to be agreed",
        "Approved: 2024-03-01",
        "The motion to buy a mower fell.",
        "It was hot. Everyone agreed it was too hot.",
        "Agreed.",
    ],
)
def test_what_speaks_of_agreeing_and_concludes_nothing(item: str) -> None:
    assert read(f"{LISTED}- {item}\n").facts.outcomes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Since the bakers meet each week, it was decided to bake on Mondays",
        "After a long debate it was agreed to keep the oven",
        "- discussed and decided to keep the oven",
        "Voted unanimously to keep the oven",
        "- Everyone present agreed to keep the oven",
        "Decision to keep the oven",
        "The final decision was to keep the oven",
        "The budget was unanimously approved",
        "It has been decided that the oven stays",
        "The TC has decided to keep the oven",
        "In the end, we decided to keep the oven",
        "There was a consensus to keep the oven",
        "All are in favour of the oven",
        "The club decided to keep the oven",
    ],
)
def test_what_was_decided_in_other_words(text: str) -> None:
    assert [one.text for one in read(LISTED + text).facts.outcomes] == [text.removeprefix("- ")]


def test_a_decision_amid_a_paragraph() -> None:
    facts = read(LISTED + "The oven is old. It was decided to keep the oven.").facts
    assert [one.text for one in facts.outcomes] == ["It was decided to keep the oven."]


def test_a_decision_on_it_takes_the_sentence_that_says_what_it_is() -> None:
    facts = read(LISTED + "It rained. The oven is old. We agreed to sell it, in May.").facts
    assert [one.text for one in facts.outcomes] == [
        "The oven is old. We agreed to sell it, in May."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "If it is agreed to keep the oven, Ann will clean it",
        "As was decided last week, Ann cleans the oven",
        "Nothing was decided about the oven",
        "Decision to follow next week",
        "Decision to be taken next week",
        "Voted on the oven last year",
        "The makers of the oven decided to stop",
        "Once the group has decided to go on, we bake",
        "End result: no progress",
    ],
)
def test_what_only_speaks_of_a_decision(text: str) -> None:
    assert read(LISTED + text).facts.outcomes == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Date: 4 May 2029\n\n# Kiln committee\n\n## Present\n\n- Ann Bell\n", "Kiln committee"),
        ("# Contents\n\n- [Roof](#roof)\n\n# Kiln committee, 4 May 2029\n\n## Roof\n", None),
        ("![logo](kiln.png)\n\n# Kiln committee, 4 May 2029\n", "Kiln committee, 4 May 2029"),
        ("---\n\n# Kiln committee, 4 May 2029\n\n---\n\n- roof\n", "Kiln committee, 4 May 2029"),
        ("# Meeting notes\n\n## In attendance\n\n- Ann Bell\n- Bo Crane\n", "Meeting notes"),
        ("Present:\n- Ann Bell\n\n# Last sprint\n\n- roof\n\n# This sprint\n\n- door\n", "kiln"),
    ],
)
def test_what_it_is_called(text: str, title: str | None) -> None:
    found = read(text).note.title
    assert found == title if title else "Kiln committee" in found


def test_a_blog_s_day_gives_way_to_the_meeting_s_in_the_title() -> None:
    post = "---\ntitle: Notes from the kiln call - {}\ndate: 2029-05-20\n---\n\n- roof\n"
    for named, day in (("4 May 2029", "2029-05-04"), ("4 May 2027", "2029-05-20")):
        found = read(post.format(named), "_posts/2029-05-20-notes.md")
        assert str(found.note.date) == day


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Kiln/2029-05-04-roof-team-call", "roof team call"),
        ("May 4, 2029 [Private Meeting]", ""),
        ("Kiln 2029-05-04 Agenda/Minutes", "Kiln"),
    ],
)
def test_of_which_series_it_is(title: str, series: str) -> None:
    assert read(f"# {title}\n\nPresent: Ann Bell, Bo Crane\n").note.series == series


def test_the_head_of_a_mail_has_no_versions_and_numbers_of_actions_are_no_tickets() -> None:
    head = "From: Ann Bell\nMIME-Version: 1.0\nX-Mailer: Quill 4.2\nUser-Agent: Quill/4.3\n\n"
    facts = read(f"{head}# Guild call\n\n- Kiln 2.1 is out\n- AI-12 Ann: bake, see gh-7\n").facts
    assert [one.number for one in facts.versions] == ["2.1"]
    assert [one.id for one in facts.tickets] == ["#7"]


def test_an_issue_s_address_is_one_however_it_is_written() -> None:
    text = (
        "- https://issues.example.org/jira/projects/OIL/issues/OIL-12\n"
        "- issues.example.org/jira/browse/OIL-12\n- OIL-12"
    )
    assert [one.id for one in read(TITLE + text).facts.tickets] == ["OIL-12"] * 3


def test_a_time_behind_a_name_with_words_on_its_line_is_a_turn_and_a_schedule_is_none() -> None:
    talk = (
        "Ann Bell 00:56:52 Anyway, we can resolve this later.\nAnd then I will call.\n"
        "Bo Crane 00:57:08 Go ahead.\nAnn Bell 00:57:10 I will update it.\nOn Monday.\n"
        "Bo Crane 00:57:27 I agree.\n"
    )
    parsed = parse(RawNote("2024-05-13/transcript.md", talk.encode()), Settings())
    assert [one.name for one in parsed.facts.attendees] == ["Ann Bell", "Bo Crane"]
    assert (parsed.note.kind, parsed.facts.actions) == ("transcript", ())
    plan = "# Call 2024-05-13\n\nStart 10:00:00 Ann\nBreak 11:00:00 tea\nEnd 12:00:00 Bo\n"
    assert not parse(RawNote("2024-05-13.md", plan.encode()), Settings()).facts.attendees


def test_a_chat_log_tells_who_spoke_and_what_was_marked() -> None:
    log = "\n".join(
        (
            "17:00:01 <abell> #startmeeting kiln",
            "17:00:09 <abell> #topic Roof",
            "17:01:00 <bcrane> it leaks",
            "17:02:00 <abell> #agreed mend the roof",
            "17:03:00 <abell> #action bcrane to buy tar",
            "17:04:00 <abell> #endmeeting",
        )
    )
    facts = read(log, "kiln-2029-05-04.log.txt").facts
    assert sorted(one.name for one in facts.attendees) == ["abell", "bcrane"]
    assert [one.text for one in facts.outcomes] == ["mend the roof"]
    assert [(one.owners[0].name, one.text) for one in facts.actions] == [("bcrane", "buy tar")]


def test_a_login_behind_a_name_is_no_role() -> None:
    made = read(TITLE + "Present: Ann Bell (annb), Bo Crane (crane), Cy Dow (chair)\n")
    told = {one.name: (one.handle, one.roles) for one in made.facts.attendees}
    assert told == {"Ann Bell": ("annb", ()), "Bo Crane": ("", ()), "Cy Dow": ("", ("chair",))}


def test_a_list_of_logins_has_those_that_are_made_of_no_name() -> None:
    logins = "Ann Bell (annb), Bo Crane (bcrane), Cy Dow (cydow), Di Eck (wombat), Ed Fog (chair)"
    facts = read(f"{TITLE}Present: {logins}\n").facts
    told = {one.name: one.handle for one in facts.attendees}
    assert [told[name] for name in ("Cy Dow", "Di Eck", "Ed Fog")] == ["cydow", "wombat", ""]
    talk = "Present: Ann Bell (annb), Bo Crane (tea), Cy Dow (coffee), Di Eck (cocoa)\n"
    assert [one.handle for one in read(TITLE + talk).facts.attendees] == ["annb", "", "", ""]


def test_columns_of_names_in_items() -> None:
    columns = (
        "Present:\n\n* Ann Bell (annb)\t\t* Bo Crane (bcrane)\n* Cy Dow (chair)    Di Eck (deck)\n"
    )
    assert present(TITLE + columns) == ["Ann Bell", "Bo Crane", "Cy Dow", "Di Eck"]


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("## Terms\n\nAnn to draft the terms.\n", ["Ann"]),
        ("The kiln is cold.\n\nBo to ask the lawyer about it.\n", ["Bo"]),
        ("The kiln is cold, and we want\nBo to ask the lawyer about it.\n", []),
        ("## Updates\n\nAnn to draft the terms.\n\nZoe to ask the lawyer.\n", ["Ann"]),
        ("## Attendance\n\nAnn to draft the terms.\n", []),
        ("Ann to chair the next meeting.\n", []),
        ("Ann to ask the lawyer?\n", []),
    ],
)
def test_a_paragraph_that_says_who_is_to_do_what(text: str, owned: list[str]) -> None:
    actions = read(f"{TITLE}Present: Ann Bell, Bo Crane\n\n{text}").facts.actions
    assert [one.owners[0].name for one in actions] == owned


@pytest.mark.parametrize(
    ("heading", "listed"),
    [
        ("To do until 30.09.", True),
        ("Tasks before the summer", True),
        ("Actions due next week:", True),
        ("Hausaufgaben bis 30.09.", True),
        ("À faire avant le 30 septembre", True),
        ("Tareas hasta el 30", True),
        ("Úkoly do 30. 9.", True),
        ("Next steps", True),
        ("Next steps for the kiln?", False),
        ("Tasks from last week?", False),
    ],
)
def test_a_heading_of_actions_says_until_when_and_asks_nothing(heading: str, listed: bool) -> None:
    assert bool(read(f"{TITLE}## {heading}\n\n- Close the kiln\n").facts.actions) == listed


def test_items_that_tell_of_each_who_came() -> None:
    listed = (
        "- Ann Bell, Lake, present\n- Bo Crane, Mill, **not present**\n"
        "- Cy Dow, Mill/Pier, absent\n- Di Eck, Ash, excused\n- Fay Gale, Oak, present\n"
    )
    facts = read(f"{TITLE}## Participants\n\n**Board Attendees**\n{listed}").facts
    told = {one.name: (one.presence, one.roles) for one in facts.attendees}
    assert told["Ann Bell"] == ("present", ("Lake",))
    assert told["Bo Crane"] == ("absent", ("Mill",))
    assert [told[name][0] for name in ("Cy Dow", "Di Eck")] == ["absent", "absent"]
    assert present("Present:\n\n- Ann Bell, present\n- Bo Crane, absent\n") == ["Ann Bell"]
    french = "Participants :\n\n- Ann Bell, présente\n- Bo Crane, excusé\n"
    assert present(french) == ["Ann Bell"]


def test_chinese_lists_have_numbers_with_wide_points_and_no_blank() -> None:
    facts = read(
        "# 会议 2029.5.4\n\n###议定\n1．大家<br>\n2．确定<br>\n\n## 待办事项\n\n1、写文档\n"
    ).facts
    assert [one.text for one in facts.outcomes] == ["大家", "确定"]
    assert [one.text for one in facts.actions] == ["写文档"]
    assert facts.versions == ()


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("- Agree: the kiln is lit", ["the kiln is lit"]),
        ("- **Agree**: the kiln is lit", ["the kiln is lit"]),
        ("- Agree with Ann about the kiln", []),
        ("- Agree to disagree", []),
    ],
)
def test_a_label_of_agreement(line: str, texts: list[str]) -> None:
    assert [one.text for one in read(TITLE + line + "\n").facts.outcomes] == texts
