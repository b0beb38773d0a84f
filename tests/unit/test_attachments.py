"""What of the files beside notes is published: only what is named, safe, and in the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_minutes.attachments import FoundAttachments, find_attachments, published
from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.core.records import Problem
from mkdocs_minutes.pages.model import Attachment
from mkdocs_minutes.pipeline import load_archive

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000300000002080200000012169194"
    "0000000c4944415478da63f8cfc0f01f0005000101a7f4d8d40000000049454e44ae426082"
)


def found_in(folder: Path, text: str, **options: Any) -> tuple[FoundAttachments, Configuration]:
    (folder / "notes").mkdir(exist_ok=True)
    (folder / "notes/2020-03-03.md").write_text(f"# Weekly, 3 March 2020\n\n{text}\n")
    options = {"notes": "notes", "cache": False} | options
    configuration, errors = configure(options, base=folder, docs_dir=folder / "docs")
    assert not errors
    return find_attachments(load_archive(configuration), configuration), configuration


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_named_file_is_published_once_under_a_safe_name(tmp_path: Path) -> None:
    (tmp_path / "notes/My Slides").mkdir(parents=True)
    (tmp_path / "notes/My Slides/Plän (2).PNG").write_bytes(PNG)
    (tmp_path / "notes/unnamed.pdf").write_bytes(b"%PDF")
    text = "![Plan](<My Slides/Plän (2).PNG>) [again](My%20Slides/Pl%C3%A4n%20(2).PNG)"
    found, configuration = found_in(tmp_path, text)
    assert list(found.attachments.values()) == [
        Attachment(
            "My Slides/Plän (2).PNG",
            "attachments/my-slides/plan-2.png",
            "Plän (2).PNG",
            len(PNG),
            is_picture=True,
            width=3,
            height=2,
        )
    ]
    assert list(published(found, configuration)) == [
        ("attachments/my-slides/plan-2.png", configuration.notes / "My Slides/Plän (2).PNG")
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("/minutes/:path.html", "minutes/img/Plan 2.png"),
        ("/a/b/:path/", "a/b/img/Plan 2.png"),
        ("/:path.html", "attachments/img/plan-2.png"),
        ("/:year/:title.html", "attachments/img/plan-2.png"),
        ("/minutes/:sections/:path/x/", "attachments/img/plan-2.png"),
    ],
)
def test_a_file_beside_pages_of_another_site_keeps_its_address(
    tmp_path: Path, permalink: str, address: str
) -> None:
    (tmp_path / "notes/img").mkdir(parents=True)
    (tmp_path / "notes/img/Plan 2.png").write_bytes(PNG)
    notes = [{"path": "notes", "permalink": permalink}]
    found, _ = found_in(tmp_path, "![Plan](<img/Plan 2.png>)", notes=notes)
    assert [one.uri.removeprefix("attachments/notes/") for one in found.attachments.values()] == [
        address.removeprefix("attachments/")
    ]


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "/etc/secret.png",
        "a/../../secret.png",
        "..%2Fsecret.png",
        "%2e%2e/secret.png",
        "link.png",
        "behind/secret.png",
        ".hidden.png",
        ".git/x.png",
        "SECRET.png",
        "folder.png",
        "file:///etc/passwd.png",
        "a%00.png",
        "..\\secret.png",
    ],
)
def test_nothing_but_files_of_the_folder_is_read(tmp_path: Path, address: str) -> None:
    notes = tmp_path / "notes"
    (notes / "folder.png").mkdir(parents=True)
    (notes / ".git").mkdir()
    for path in (
        tmp_path / "secret.png",
        notes / ".hidden.png",
        notes / ".git/x.png",
        notes / "secret.PNG",
    ):
        path.write_bytes(PNG)
    (notes / "link.png").symlink_to(tmp_path / "secret.png")
    (notes / "behind").symlink_to(tmp_path)
    found, _ = found_in(tmp_path, f"![x]({address})")
    assert not found.attachments
    is_link = address in ("link.png", "behind/secret.png")
    assert any("symbolic link" in problem.message for problem in found.problems) == is_link
    names_no_file = address.startswith(("file:", "..\\", "a%00"))
    assert len(found.problems) == (not names_no_file)
    outside = ("../secret.png", "/etc/secret.png", "a/../../secret.png", "..%2Fsecret.png")
    assert ("outside" in str(found.problems)) == (address in (*outside, "%2e%2e/secret.png"))


@pytest.mark.parametrize(
    "name", ["x.shtml", "x.mht", "x.js", "x.svgz", "x.SvG", "x.exe", "x.html.bib"]
)
def test_what_a_browser_would_run_is_refused_whatever_the_settings(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / name).write_text("<svg><script>x()</script></svg>")
    ending = name.rpartition(".")[2]
    found, _ = found_in(tmp_path, f"[x]({name})", attachments=[ending, ending.lower()])
    assert not found.attachments
    assert codes(found.problems) == ["file-not-published"]


def test_a_page_of_html_that_a_note_names_is_a_note_and_no_attachment(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "x.html").write_text("<p>Hello</p><script>x()</script>")
    found, configuration = found_in(tmp_path, "[x](x.html)", attachments=["html"])
    assert not found.attachments
    assert not found.problems
    notes = load_archive(configuration).notes.values()
    [page] = (note.note for note in notes if note.note.path == "x.html")
    assert page.text == "Hello\n"


def test_kinds_can_be_added_and_large_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.blend").write_bytes(b"x" * 10)
    (tmp_path / "notes/b.pdf").write_bytes(b"x" * 2000)
    found, _ = found_in(
        tmp_path,
        "[a](a.blend) [b](b.pdf) [c](c.pdf)",
        attachments=["blend"],
        max_attachment_bytes=99,
    )
    assert list(found.attachments) == ["a.blend"]
    assert codes(found.problems) == ["file-too-large", "file-missing"]


def test_an_svg_is_published_without_its_script(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><g id="a"/></svg>'
    )
    (tmp_path / "notes/a.svg").write_text(svg)
    found, configuration = found_in(tmp_path, "![a](a.svg)")
    [(uri, data)] = published(found, configuration)
    assert isinstance(data, bytes)
    assert uri == "attachments/a.svg"
    assert b"x()" not in data
    assert b'id="a"' in data


def test_names_are_masked(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/call 719-555-0100.png").write_bytes(PNG)
    for text in ("![x](call%20719%2D555%2D0100.png)", "![x](no%20719%2D555%2D0100.png)"):
        found, _ = found_in(tmp_path, text)
        assert "555" not in repr([(a.uri, a.name) for a in found.attachments.values()])
        assert "555" not in repr(found.problems)


def test_an_address_without_its_scheme_is_no_file(tmp_path: Path) -> None:
    found, _ = found_in(tmp_path, "[Space](www.example.io) [plan](example.pdf)")
    assert codes(found.problems) == ["file-missing"]
