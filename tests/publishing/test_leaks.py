"""What was masked stands in nothing that a build or an export writes, or nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.commands import run
from tests.publishing.written import readable

NOTE = """# Harbour call, 4 March 2021

Present: Ann Bell, Bo Crane

Dial +1 (650) 555-0123 & ask, or mail ann.bell@example.org

PIN: 24680

AI (Bo): write the minutes
"""

SITE = """site_name: Pier
theme: {name: material, font: false}
plugins: [minutes]
"""

# A plugin that publishes what it should not, in one way a file.
HOOK = """
import gzip, html, json, sqlite3
from pathlib import Path
from urllib.parse import quote

PHONE, MAIL, PIN = "+1 (650) 555-0123 & ask", "ann.bell@example.org", "PIN: 24680"

LEAKS = {
    "as-written.txt": PHONE,
    "other-separators.txt": "1-650-555-0123",
    "digits.txt": "tel:16505550123",
    "escaped.html": f"<p>{html.escape(PHONE)}</p>",
    "emphasis.html": "<p>ann.bell<b>@example</b>.org</p>",
    "percent.txt": quote(MAIL, safe=""),
    "address.txt": "?to=" + quote(PHONE),
    "references.html": "".join(f"&#{ord(c)};" for c in MAIL),
    "string.json": json.dumps({"to": PHONE}),
    "slug-1-650-555-0123.txt": "",
    "context.txt": PIN,
    "context.html": "<tr><td><b>PIN</b>: 24680</td></tr>",
    "packed.xml.gz": gzip.compress(f"<a>{MAIL}</a>".encode()),
}
HARMLESS = {"pin-alone.txt": "24680 lines", "longer.txt": "joann.bell@example.org 416505550123"}

def on_post_build(config):
    for name, text in (LEAKS | HARMLESS).items():
        data = text if isinstance(text, bytes) else text.encode()
        Path(config.site_dir, name).write_bytes(data)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "notes/2021-03-04.md").write_text(NOTE)
    (tmp_path / "docs/index.md").write_text("# Pier\n")
    (tmp_path / "mkdocs.yml").write_text(SITE)
    return tmp_path


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): readable(p) for p in site.rglob("*") if p.is_file()}


def test_a_site_that_would_leak_is_not_published(folder: Path) -> None:
    done = run("mkdocs", "build", folder=folder)
    assert done.returncode == 0, done.stderr
    before = files(folder / "site")
    kept = b"".join(files(folder / ".cache").values())
    assert not [value for value in (b"555-0123", b"ann.bell", b"24680") if value in kept]
    (folder / "leaks.py").write_text(HOOK)
    (folder / "mkdocs.yml").write_text(SITE + "hooks: [leaks.py]\n")
    (folder / "docs/contact.md").write_text("# Contact\n\nCall <ann.bell@example.org>\n")
    done = run("mkdocs", "build", folder=folder)
    assert done.returncode == 1
    assert files(folder / "site") == before
    told = done.stderr
    namespace: dict[str, dict[str, str]] = {}
    exec(HOOK, namespace)
    for name in namespace["LEAKS"]:
        shown = "the name of a file" if name.startswith("slug") else name
        assert f"{shown} shows a masked value: the " in told, name
    assert "contact/index.html shows a masked value: the mail address of 2021-03-04.md:5" in told
    for name in namespace["HARMLESS"]:
        assert name not in told
    for value in ("0123", "ann.bell", "24680"):
        assert value not in told
    (folder / "mkdocs.yml").write_text(SITE)
    (folder / "docs/contact.md").write_text("# Contact\n\nAsk us.\n")
    done = run("mkdocs", "build", folder=folder)
    assert done.returncode == 0, done.stderr


def test_a_value_that_is_new_is_looked_for_in_what_stays(folder: Path) -> None:
    (folder / "docs/contact.md").write_text("# Contact\n\nCall 719-555-0111.\n")
    (folder / "notes/2021-03-11.md").write_text("# Call, 11 March 2021\n\nThe ship is f4kQz9wX2.\n")
    assert run("mkdocs", "build", folder=folder).returncode == 0
    before = files(folder / "site")
    note = folder / "notes/2021-03-18.md"
    note.write_text("# Call, 18 March 2021\n\nDial 719-555-0111\n\nPassword: f4kQz9wX2\n")
    done = run("mkdocs", "build", folder=folder)
    assert done.returncode == 1
    assert "contact/index.html shows a masked value: the phone number" in done.stderr
    assert "2021-03-11.md shows" not in done.stderr
    assert files(folder / "site") == before
    (folder / "docs/contact.md").unlink()
    assert run("mkdocs", "build", folder=folder).returncode == 0
    assert not [name for name, data in files(folder).items() if _shows(name, data)]


def _shows(name: str, data: bytes) -> bool:
    return b"f4kQz9wX2" in data and not name.startswith("notes/")


@pytest.mark.parametrize("form", ["jsonl", "sqlite"])
def test_an_export_that_would_leak_is_not_written(folder: Path, form: str) -> None:
    (folder / "notes/2021-03-11.md").write_text("# Call, 11 March 2021\n\n## On f4kQz9wX2\n")
    registry = folder / "docs/registry"
    registry.mkdir()
    (registry / "series.yml").write_text("- name: Ship f4kQz9wX2\n  match: ['*']\n")
    out = folder / "out"
    words = ("mkdocs_minutes.cli", "export", "--format", form, "--output", "out")
    assert run(*words, folder=folder).returncode == 0
    before = out.read_bytes()
    (folder / "notes/2021-03-18.md").write_text("# Call, 18 March 2021\n\nPassword: f4kQz9wX2\n")
    done = run(*words, folder=folder)
    assert (done.returncode, out.read_bytes()) == (1, before)
    assert f"the {form} export shows a masked value: the PIN or passcode of 2021-03-18.md:3" in (
        done.stderr
    )
    assert "f4kQz9wX2" not in done.stdout + done.stderr
    assert run(*words[:-2], folder=folder).stdout.count("f4kQz9wX2") == 0
    (registry / "series.yml").unlink()
    assert run(*words, folder=folder).returncode == 0
    assert b"f4kQz9wX2" not in out.read_bytes()


PEOPLE = """- name: Ada Lovelace
  aliases: [Countess Ada]
  handles: [adalove]
  initials: [AL]
  {}
- name: Bo Crane
"""

MEETING = """# Talk by Ada Lovelace, 5 May 2021

Present: Ada Lovelace (adalove), Bo Crane

## What Ada Lovelace said

AL: I agree with Bo.

- AI (Ada Lovelace): write to @adalove
- Decision: Lovelace keeps the key
- Ask [Ada](https://forge.example.org/adalove), or mail ada.lovelace@example.org
"""


@pytest.mark.parametrize("how", ["withdrawn: true", "pseudonym: Harbour Friend"])
def test_a_withdrawn_person_is_named_nowhere(folder: Path, how: str) -> None:
    (folder / "docs/registry").mkdir()
    people = folder / "docs/registry/people.yml"
    people.write_text(PEOPLE.format("slug: ada"))
    (folder / "notes/2021-05-05-ada-lovelace.md").write_text(MEETING)
    (folder / "notes/2021-05-12.md").write_text(
        "---\nseries: Ada Lovelace Day\n---\n"
        "# Call, 12 May 2021\n\nPresent: Bo Crane\n\nAda is away.\n"
    )
    assert run("mkdocs", "build", folder=folder).returncode == 0
    assert (folder / "site/people/ada/index.html").is_file()
    people.write_text(PEOPLE.format(how))
    done = run("mkdocs", "build", folder=folder)
    assert done.returncode == 0, done.stderr
    written = files(folder / "site")
    for form in ("jsonl", "json", "sqlite", "markdown", "lunr", "atom", "ics"):
        words = ("mkdocs_minutes.cli", "export", "--format", form, "--output", f"out.{form}")
        exported = run(*words, folder=folder)
        assert exported.returncode == 0, exported.stderr
        written[f"out.{form}"] = (folder / f"out.{form}").read_bytes()
    found = run("mkdocs_minutes.cli", "search", "lovelace", folder=folder)
    written["search"] = found.stdout.encode().replace(b"lovelace", b"", 1)
    for path, data in written.items():
        for name in (b"lovelace", b"adalove", b"countess"):
            assert name not in data.lower(), path
            assert name.decode() not in path.lower()
    archive = written["archive.json"] if "archive.json" in written else written["out.json"]
    assert (b"Harbour Friend" in archive) == how.startswith("pseudonym")
    assert b'"name removed"' not in written["out.json"]
    assert (folder / "site/people/harbour-friend").is_dir() == how.startswith("pseudonym")
