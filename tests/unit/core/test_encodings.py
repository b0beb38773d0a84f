"""Notes in any encoding are shown as they were written, or said to be a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.configuration import configure
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.reading import decoded_note
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.text import decode

WESTERN = {
    "French": "# Réunion, 3 mars 2021\n\nPrésents : Hélène Dupré, François Lefèvre\n",
    "German": "# Sitzung, 3. März 2021\n\nAnwesend: Jürgen Groß, Käthe Müller\n",
    "Danish": "# Møde, 3. marts 2021\n\nTil stede: Søren Åkjær, Bjørn Bæk\n",
    "Spanish": "# Reunión, 3 de marzo\n\nPresentes: José Núñez, Begoña Ibáñez\n\n¿Qué? «Nº 3»\n",
    "Portuguese": "# Reunião\n\nPresentes: João Magalhães, Conceição Simões\n",
    "Swedish": "# Möte\n\nNärvarande: Åsa Öberg, Måns Lindgren\n",
    "English": "# Weekly\n\nPresent: José Díaz\n\nIt’s 5 € – the “new” price, ½ of 10 m³\n",
    "Dutch": "# Vergadering\n\nAanwezig: Zoë de Vries, Daniëlle Bakker\n",
}
POLISH = "# Zebranie zarządu\n\nObecni: Łukasz Żak, Małgorzata Święcka\n\nPróby będą we wtorki\n"
CZECH = "# Schůze výboru\n\nPřítomni: Jiří Dvořák, Růžena Čížková\n\nZkoušky budou v úterý\n"
HUNGARIAN = "# Gyűlés\n\nJelen: Kőrösi Ödön, Szűcs Ágnes\n\nA próbák keddre kerülnek, őrizve\n"
RUSSIAN = (
    "# Заседание комитета, 3 марта\n\nПрисутствовали: Анна Белова\n\nСсылка: https://a.example\n"
)
JAPANESE = "# 委員会議事録 2021年3月3日\n\n出席者: 山田太郎、スズキ\n\n- 決定: 練習は火曜日に移す\n"
CHINESE = "# 委员会会议纪要 2021年3月3日\n\n出席:张伟、王芳\n\n- 决定:排练改到星期二\n"
KOREAN = "# 위원회 회의록\n\n참석자: 김철수, 이영희\n\n- 결정: 연습은 화요일로 옮긴다\n"
GREEK = "# Συνεδρίαση επιτροπής\n\nΠαρόντες: Άννα Μπέλλου, Γιάννης Παππάς\n"

GUESSED = [
    (POLISH, "iso8859_2"),
    (POLISH, "cp1250"),
    (CZECH, "iso8859_2"),
    (CZECH, "cp1250"),
    (HUNGARIAN, "cp1250"),
    (RUSSIAN, "koi8_r"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "cp866"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (KOREAN, "euc_kr"),
    (GREEK, "cp1253"),
    *(
        (WESTERN[name], "mac_roman")
        for name in ("French", "German", "Danish", "Spanish", "Swedish")
    ),
]


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN.keys())
def test_western_text_is_read_without_a_doubt(text: str) -> None:
    read = decode(text.encode("cp1252"))
    assert (read.text, read.guessed, read.invalid) == (text, False, 0)


@pytest.mark.parametrize(("text", "encoding"), GUESSED, ids=lambda value: str(value)[:12])
def test_other_encodings_are_read_and_said_to_be_guessed(text: str, encoding: str) -> None:
    parsed = parse(RawNote("a.md", text.encode(encoding)), Settings())
    assert parsed.note.text == text
    (problem,) = [found for found in parsed.problems if found.code == "note-encoding"]
    assert "which is a guess" in problem.message
    assert "set `encoding: " in problem.hint
    stated = Settings(encoding=(("*", "latin-1"), ("a.*", encoding)))
    settled = parse(RawNote("a.md", text.encode(encoding)), stated)
    assert settled.note.text == text
    assert "note-encoding" not in {found.code for found in settled.problems}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [WESTERN["French"], RUSSIAN, JAPANESE, KOREAN], ids=len)
def test_what_is_unicode_is_read_so_whatever_is_stated(text: str, encoding: str) -> None:
    for stated in ("", "shift_jis"):
        read = decode(text.encode(encoding), stated)
        assert (read.text, read.guessed, read.binary) == (text, False, False)


def test_a_stated_encoding_that_does_not_fit_is_told_with_its_line() -> None:
    data = "# Weekly\n\nok\n".encode("euc_jp") + b"\xff\xff\n"
    parsed = parse(RawNote("a.md", data), Settings(encoding=(("*", "euc_jp"),)))
    (problem,) = [found for found in parsed.problems if found.code == "note-encoding"]
    assert problem.line == 4


@pytest.mark.parametrize("value", ["klingon", "zip", 5, {"*": "rot13"}, {1: "utf-8"}, ["cp1252"]])
def test_an_encoding_that_is_none_is_refused(value: object) -> None:
    site = Path("/site")
    _, errors = configure({"encoding": value}, base=site, docs_dir=site / "docs")
    assert [name for name, _ in errors] == ["encoding"]


def test_pictures_stay_binary() -> None:
    assert decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40).binary
    assert decode(bytes(range(256)) * 20).binary


def test_of_a_run_of_blanks_that_no_layout_has_a_hundred_stay() -> None:
    text = f"Fix it{' ' * 100}Ann\n{chr(9) * 5_000}Mend it{chr(160) * 5_000}Bo\n"
    read = decoded_note(RawNote("a.md", text.encode()), Settings()).text
    assert read == f"Fix it{' ' * 100}Ann\n{chr(9) * 100}Mend it{chr(160) * 100}Bo\n"
