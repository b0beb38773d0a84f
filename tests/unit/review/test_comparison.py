"""States of an archive, from revisions, folders and the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes import comparison
from mkdocs_minutes.comparison import compare_states, find_state, load_snapshot
from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.review import snapshot_store
from mkdocs_minutes.review.diff_report import DIFF_FORMATS, report_difference
from mkdocs_minutes.review.difference import Difference
from mkdocs_minutes.review.masked import MOVED
from mkdocs_minutes.review.revisions import GitError
from mkdocs_minutes.review.snapshot import snapshot
from mkdocs_minutes.review.snapshot_store import KEPT, Origin, SnapshotStore
from mkdocs_minutes.store.cache import Cache
from tests.unit.review.archives import MARCH, NOTES, REGISTRY, archive_of
from tests.unit.review.scratch import Repository
from tests.whole import compare


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "work")
    for path, text in NOTES.items():
        repository.write(f"notes/{path}", text)
    for path, text in REGISTRY.items():
        repository.write(f"docs/registry/{path}", text)
    repository.write(".gitignore", ".cache/\ndrafts/\n")
    repository.commit()
    return repository


def configuration(repository: Repository, **options: object) -> Configuration:
    folder = repository.folder
    return configure(options, base=folder, docs_dir=folder / "docs")[0]


def difference(repository: Repository, base: str = "HEAD", head: str = "") -> Difference:
    settings = configuration(repository)
    return compare_states(find_state(base, settings), find_state(head, settings))


ORIGIN = Origin("c", {"a.md": "1"})

CLOSED = MARCH.replace("- [ ] Bo", "- [x] Bo")


def test_revisions_compare_as_what_they_hold(repository: Repository) -> None:
    repository.write("notes/2020/03-03.md", CLOSED)
    repository.commit()
    expected = compare(archive_of(), archive_of({**NOTES, "2020/03-03.md": CLOSED}))
    assert difference(repository, "HEAD^", "HEAD") == expected
    assert difference(repository, "HEAD^", "HEAD") == expected, "from the cache"


@pytest.mark.parametrize("how", ["changed", "staged", "new", "ignored", "deleted", "moved"])
def test_the_notes_as_they_lie_there_are_compared(repository: Repository, how: str) -> None:
    notes = dict(NOTES)
    if how in ("changed", "staged"):
        notes["2020/03-03.md"] = CLOSED
    elif how == "deleted":
        del notes["2020/03-03.md"]
    elif how == "moved":
        notes["other/03-03.md"] = notes.pop("2020/03-03.md")
    else:
        notes[f"{'drafts' if how == 'ignored' else 'ä b'}/x.md"] = CLOSED.replace(
            "3 March", "5 May"
        )
    for path in NOTES.keys() - notes.keys():
        (repository.folder / "notes" / path).unlink()
    for path, text in notes.items():
        repository.write(f"notes/{path}", text)
    if how in ("staged", "moved"):
        repository.git("add", "--all")
    assert difference(repository) == compare(archive_of(), archive_of(notes))


LOG = "# Shed\n\n## 2024-03-19\n\nPresent: Ada Lovelace\n"
ADDED = "\n## 2024-03-12\n\nPresent: Krista\n"


@pytest.mark.parametrize("was", ["", LOG, LOG + ADDED])
def test_each_meeting_of_a_file_is_compared_by_itself(repository: Repository, was: str) -> None:
    if was:
        repository.write("notes/log.md", was)
        repository.commit()
    difference(repository)  # so that the next state can follow from this one
    repository.write("notes/log.md", LOG + ADDED + "\nDecision: Crate goes.\n")
    changed = {note.path: note.state for note in difference(repository).notes}
    late, early = "log.md#2024-03-19", "log.md#2024-03-12"
    if was == LOG + ADDED:
        assert changed == {early: "edited"}
    else:
        gone = {"log.md": "removed"} if was else {}
        assert changed.keys() | gone.keys() >= {early} | gone.keys()
        assert changed[early] == "added"
        assert late in changed or was


def test_an_edit_of_the_registry_counts(repository: Repository) -> None:
    people = REGISTRY["people.yml"].replace("Krista", "Krista Larson\n  aliases: [Krista]")
    repository.write("docs/registry/people.yml", people)
    (change,) = (one for one in difference(repository).entities if one.how == "renamed")
    assert change.entity.name == "Krista Larson"


def test_folders_can_be_compared_without_git(tmp_path: Path) -> None:
    for name, march in (("old", MARCH), ("new", CLOSED)):
        for path, text in {**NOTES, "2020/03-03.md": march}.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    settings = configure({"notes": "new"}, base=tmp_path, docs_dir=tmp_path / "docs")[0]
    found = compare_states(find_state(str(tmp_path / "old"), settings), find_state("", settings))
    assert [note.path for note in found.notes] == ["2020/03-03.md"]


def test_a_name_that_is_neither_revision_nor_folder_is_an_error(repository: Repository) -> None:
    with pytest.raises(GitError, match="nowhere is no revision"):
        find_state("nowhere", configuration(repository))


def test_a_state_that_was_compared_is_not_read_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = find_state("HEAD", configuration(repository))
    folder = repository.folder / "store"
    made = load_snapshot(state, SnapshotStore(folder))
    monkeypatch.setattr(comparison, "assemble_sources", None)
    kept = load_snapshot(state, SnapshotStore(folder))
    assert kept == made


def test_a_state_that_a_few_edits_lead_to_is_not_read_whole(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not difference(repository).facts_changed
    monkeypatch.setattr(comparison, "assemble_sources", None)
    more = MARCH.replace("Bo Diddley\n", "Bo Diddley, Zoe Zander\n").replace("1.4", "1.5")
    edited = {"2020/03-03.md": more, "new.md": CLOSED.replace("3 March", "5 May")}
    for path, text in edited.items():
        repository.write(f"notes/{path}", text)
    (repository.folder / "notes/2020/04-07.md").unlink()
    assert difference(repository) == compare(archive_of(), archive_of(edited))


PHONE = "719-555-0100"
OTHERS = {"a.md": "Call us: {0}", "b.md": "- [ ] Bo: look at LAKE-{0}", "c.md": "Nothing."}


def others(**texts: str) -> dict[str, str]:
    stated = OTHERS | {f"{name}.md": text for name, text in texts.items()}
    return {
        path: f"# Weekly 2020-06-0{day}\n\nPresent: Bo Diddley\n\n{text.format(PHONE)}\n"
        for day, (path, text) in enumerate(stated.items(), 1)
    }


@pytest.mark.parametrize(
    "edit",
    [
        {"b": "- [ ] Bo: look at LAKE-{0} and paint it"},
        {"b": "Nothing."},
        {"a": "Nothing."},
        {"a": "Nothing more.\n\nCall us: {0}"},
        {"c": "- [ ] Bo: ask LAKE-{0}"},
        {"c": "Call us: {0}"},
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_another_note_masks_is_shown_in_no_difference(
    repository: Repository, edit: dict[str, str], turned: bool
) -> None:
    states = [others(), others(**edit)]
    for notes in reversed(states) if turned else states:
        for path, text in notes.items():
            repository.write(f"notes/{path}", text)
        repository.commit()
    found = difference(repository, "HEAD^", "HEAD")
    told = "".join(report_difference(found, form) for form in DIFF_FORMATS)
    assert (PHONE in told) == (edit == {"a": "Nothing."}), "then nobody masks it on one side"
    assert difference(repository, "HEAD^", "HEAD") == found


@pytest.mark.parametrize(
    ("edit", "whole"),
    [
        ({"a": "Call us all: {0}"}, False),
        ({"c": "Call us: {0}"}, False),
        ({"a": "Call us: 719-555-0177"}, True),
        ({"c": "Ask LAKE-{0}"}, True),
        ({"c": "Ask LAKE-719%2D555.0100"}, True),
        ({"c": "Ask LAKE-719-555-0101"}, False),
    ],
)
def test_a_note_that_concerns_what_others_mask_is_read_with_them(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, edit: dict[str, str], whole: bool
) -> None:
    for path, text in others(b="Nothing.").items():
        repository.write(f"notes/{path}", text)
    repository.commit()
    difference(repository)
    read: list[object] = []
    monkeypatch.setattr(comparison, "assemble_sources", read.append)
    for path, text in others(b="Nothing.", **edit).items():
        repository.write(f"notes/{path}", text)
    if whole:
        with pytest.raises(TypeError):
            difference(repository)
    else:
        difference(repository)


def test_a_file_that_can_be_read_no_more_is_told(repository: Repository) -> None:
    assert not difference(repository).facts_changed
    note = repository.folder / "notes/2020/03-03.md"
    note.unlink()
    note.symlink_to(repository.folder / ".gitignore")
    repository.git("add", "--all")
    assert [one.code for one in difference(repository).new_problems] == ["note-unreadable"]


def test_without_a_cache_nothing_is_written(repository: Repository) -> None:
    state = find_state("HEAD", configuration(repository, cache=False))
    assert load_snapshot(state).notes.keys() == NOTES.keys()
    assert not (repository.folder / ".cache").exists()


def test_a_broken_snapshot_is_none(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    store.keep("a", snapshot(archive_of()), ORIGIN)
    assert store.find("a")
    assert [*store.origins()] == [("a", ORIGIN)]
    whole = (tmp_path / "a.snapshot").read_bytes()
    for other in (whole[:-1] + b"\x93", whole + b"\n"):
        (tmp_path / "a.snapshot").write_bytes(other)
        assert SnapshotStore(tmp_path).find("a") is None  # it is not what was kept
    (tmp_path / "c.snapshot").write_bytes(whole)
    assert store.find("c") is None  # it was sealed as another
    (tmp_path / "a.snapshot").write_bytes(b"\x93garbage")
    (tmp_path / "a.origin").write_bytes(b"\x93garbage")
    store = SnapshotStore(tmp_path)
    assert store.find("a") is None
    assert store.find("b") is None
    assert not list(store.origins())


def test_only_the_latest_snapshots_are_kept(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    made = snapshot(archive_of())
    for number in range(KEPT + 3):
        store.keep(str(number), made, ORIGIN)
        SnapshotStore(tmp_path).find("0")
    store = SnapshotStore(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2 * KEPT
    assert store.find("0")
    assert store.find("1") is None


def test_how_the_notes_of_a_state_were_read_goes_with_its_snapshot(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names() -> set[bytes]:
        with Cache(configuration(repository).cache) as cache:
            return cache.names()

    monkeypatch.setattr(snapshot_store, "KEPT", 1)
    assert not difference(repository).facts_changed
    kept = names()
    for name in REGISTRY:
        repository.write(f"docs/registry/{name}", "[]")
        assert not difference(repository, "", "").facts_changed
    assert len(kept - names()) == 2
    repository.git("checkout", "--quiet", ".")
    assert not difference(repository).facts_changed


CALL = "# Call, 5 May 2020\n\nDial 719-555-0100, PIN: 24680\n\nPresent: Ada Quill\n\nWe met.\n"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("24680", "13579"), ["~ line 3: masked PIN or passcode changed, not shown"]),
        (("719-555-0100", "719-555-0199"), ["~ line 3: masked phone number changed, not shown"]),
        ((", PIN: 24680", ""), ["- line 3: masked PIN or passcode, not shown"]),
        (("We met.", "Mail ann@example.org"), ["+ line 7: masked mail address, not shown"]),
        (
            ("719-555-0100, PIN: 24680", "719-555-0199, PIN: 13579"),
            [
                "~ line 3: masked phone number changed, not shown",
                "~ line 3: masked PIN or passcode changed, not shown",
            ],
        ),
        (("We met.", "We  met."), []),
    ],
)
def test_a_masked_value_that_changed_is_told_and_not_shown(
    repository: Repository, edit: tuple[str, str], told: list[str]
) -> None:
    file = repository.write("notes/2020/05-05.md", CALL)
    repository.commit()
    file.write_text(CALL.replace(*edit))
    found = difference(repository)
    report = report_difference(found, "text")
    assert [line.strip() for line in report.splitlines() if "masked" in line] == told
    everything = "".join(report_difference(found, form) for form in DIFF_FORMATS)
    kept = b"".join(path.read_bytes() for path in repository.folder.rglob("*.snapshot"))
    for value in ("24680", "13579", "0100", "0199", "ann@"):
        assert value not in everything
        assert value.encode() not in kept


def test_masked_values_that_change_places_have_moved(repository: Repository) -> None:
    text = "# Call, 5 May 2020\n\nPresent: Ada Quill\n\n- PIN: 24680\n- PIN: 13579\n"
    file = repository.write("notes/2020/05-05.md", text)
    repository.commit()
    file.write_text(text.replace("24680", "x").replace("13579", "24680").replace("x", "13579"))
    [note] = difference(repository).notes
    assert [change.after.state for change in note.changes if change.after] == [(MOVED,)]


def test_a_note_whose_name_is_masked_is_edited_under_that_name(repository: Repository) -> None:
    name = "notes/2020/2020-05-05 PIN 24680.md"
    file = repository.write(name, CALL)
    repository.commit()
    file.write_text(CALL.replace("We met.", "Decision: meet again").replace("24680", "13579"))
    [note] = difference(repository).notes
    assert note.state == "edited"
    assert {change.kind for change in note.changes} == {"outcome", "masked"}
