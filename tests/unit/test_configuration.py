"""Options mean the same to MkDocs and to the command line."""

from pathlib import Path

import pytest

from mkdocs_minutes.configuration import (
    OPTIONS,
    configure,
    place_of,
    plugin_options,
    read_site_file,
)
from mkdocs_minutes.core.settings import Mask
from mkdocs_minutes.source.folders import OptionError

BASE = Path("/site")


def errors_of(**options: object) -> dict[str, str]:
    _, errors = configure(options, base=BASE, docs_dir=BASE / "docs")
    return dict(errors)


def test_defaults_are_whole() -> None:
    configuration, errors = configure({}, base=BASE, docs_dir=BASE / "docs")
    assert errors == ()
    assert configuration.notes == BASE / "notes"
    assert configuration.registry == BASE / "docs" / "registry"
    assert configuration.cache == BASE / ".cache" / "minutes"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notes", 3),
        ("workers", True),
        ("page_size", 1),
        ("exclude", "drafts"),
        ("redact", ["phone", "shoe-size"]),
        ("redact", {"phone": "hide"}),
        ("redact", {"shoe-size": "mask"}),
        ("masks", [{"kind": "badge-number"}]),
        ("masks", [{"kind": "badge-number", "pattern": "("}]),
        ("masks", [{"kind": "Badge number", "pattern": "B-[0-9]+"}]),
        ("masks", [{"kind": "badge-number", "pattern": "(?:B?[0-9]*-?)+x"}]),
        ("masks", [{"kind": "badge-number", "pattern": "(?:[a-z]+ ?)*$"}]),
        ("masks", [{"kind": "badge-number", "pattern": "x" * 2_001}]),
        ("masks", [{"kind": "badge-number", "labels": ["-"]}]),
        ("masks", [{"kind": "badge-number", "labels": "badge"}]),
        ("masks", [{"kind": "badge-number", "pattern": "B", "mark": "x"}]),
        ("date_order", "ymd"),
        ("ticket_patterns", [{"system": "x"}]),
        ("ticket_patterns", [{"system": "x", "pattern": "("}]),
        ("ticket_patterns", [{"system": "x", "pattern": "(a+)+$"}]),
        ("colour", "red"),
        ("registry", "nowhere"),
    ],
)
def test_a_wrong_value_is_an_error_and_takes_the_default(name: str, value: object) -> None:
    assert list(errors_of(**{name: value})) == [name]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("nots", "minutes", "is no option: did you mean notes?"),
        ("colour", "red", "is no option: use notes, "),
        ("redact", {"phon": "keep"}, "knows no phon: did you mean phone?"),
        ("masks", [{"kind": "x", "labels": ["fob"]}], "needs kinds of two small letters"),
        ("masks", [{"kind": "fob", "labels": "fob"}], "needs labels that are a list of texts"),
    ],
)
def test_what_is_wrong_with_a_value_is_told(name: str, value: object, told: str) -> None:
    assert errors_of(**{name: value})[name].startswith(told)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plugins:\n  - minutes:\n      nots: a\n", 3),
        ("search: no\nplugins: [{minutes: {nots: a}}]\n", 2),
        ("plugins:\n  minutes:\n    notes: nots\n    nots: a\n", 4),
        ("INHERIT: base.yml\nplugins: [minutes]\n", 0),
    ],
)
def test_the_line_of_an_option_is_known(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    where = f"mkdocs.yml:{line}: " if line else "mkdocs.yml: "
    assert place_of("nots", tmp_path / "mkdocs.yml").endswith(where)


def test_every_default_passes_its_own_check() -> None:
    for name, option in OPTIONS.items():
        default = list(option.default) if isinstance(option.default, tuple) else option.default
        assert name not in errors_of(**({name: default} if default is not None else {}))


def test_each_kind_of_sensitive_text_has_a_policy() -> None:
    options = {
        "redact": {"email": "keep", "secret": "fail", "badge-number": "fail"},
        "masks": [{"kind": "badge-number", "pattern": "B-[0-9]{6}"}],
    }
    configuration, errors = configure(options, base=BASE, docs_dir=BASE / "docs")
    assert errors == ()
    assert "email" not in configuration.settings.redact
    assert {"phone", "secret"} <= set(configuration.settings.redact)
    assert configuration.settings.masks == (Mask("badge-number", "B-[0-9]{6}"),)
    assert configuration.settings.forbid == ("secret", "badge-number")


def test_a_list_of_kinds_keeps_the_others() -> None:
    configuration, _ = configure({"redact": ["pin"]}, base=BASE, docs_dir=BASE / "docs")
    assert configuration.settings.redact == ("pin",)


def test_a_site_file_is_read_for_its_plain_values(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("docs_dir: pages\nextra: {a: 1, b: 2}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nextra: {b: 3}\nemoji: !!python/name:os.system\n"
        "site_name: !ENV [NOT_SET_ANYWHERE, Ours]\nplugins:\n  - minutes: {notes: minutes}\n"
    )
    site = read_site_file(tmp_path / "mkdocs.yml")
    assert site["docs_dir"] == "pages"
    assert site["extra"] == {"a": 1, "b": 3}
    assert site["emoji"] is None
    assert site["site_name"] == "Ours"
    assert plugin_options(site) == {"notes": "minutes"}


@pytest.mark.parametrize("text", ["a: [", "- a list", "INHERIT: mkdocs.yml"])
def test_a_site_file_that_cannot_be_read_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(text)
    with pytest.raises(OptionError, match=r"mkdocs\.yml"):
        read_site_file(path)
