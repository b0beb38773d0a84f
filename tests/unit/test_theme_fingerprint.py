"""What a theme puts around a page has a hash, or is known to have none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest

from mkdocs_minutes.theme_fingerprint import frame_hash, site_hash


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "main.html").write_text("{{ nav.pages | length }} {{ page.title }}")
    return tmp_path


def environment(theme: Path) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)


def site(env: jinja2.Environment, **changed: object) -> bytes | None:
    plugin = SimpleNamespace(config={"a": 1})
    config: Any = {"site_name": "x", "site_dir": "y", "hooks": {"h": object()}} | changed
    config = _Config(config)
    config.plugins, config.theme = {"p": plugin}, {"language": changed.get("language", "en")}
    return site_hash(config, SimpleNamespace(pages=[]), env)


class _Config(dict[str, object]):
    plugins: dict[str, object]
    theme: dict[str, object]


def test_equal_sites_have_one_hash_wherever_they_are_built(theme: Path) -> None:
    first = site(environment(theme))
    assert first is not None
    assert first == site(environment(theme), site_dir="/elsewhere", hooks={"h": object()})


@pytest.mark.parametrize("changed", [{"site_name": "z"}, {"language": "de"}, {"extra": {"k": 1}}])
def test_a_setting_changes_the_hash(theme: Path, changed: dict[str, object]) -> None:
    assert site(environment(theme)) != site(environment(theme), **changed)


def test_a_template_changes_the_hash(theme: Path) -> None:
    before = site(environment(theme))
    (theme / "partials").mkdir()
    (theme / "partials" / "logo.svg").write_text("<svg/>")
    assert site(environment(theme)) != before


@pytest.mark.parametrize(
    "template",
    [
        "{% for other in pages %}{{ other.title }}{% endfor %}",
        "{{ pages | length }}",
        "{{ build_date_utc }}",
        "{{ page.update_date }}",
    ],
)
def test_a_theme_that_looks_beyond_the_page_has_none(theme: Path, template: str) -> None:
    (theme / "foot.html").write_text(template)
    assert site(environment(theme)) is None


def _filter(env: jinja2.Environment) -> None:
    env.filters["shout"] = lambda text: text


def _global(env: jinja2.Environment) -> None:
    env.globals["now"] = lambda: 1


def _loader(env: jinja2.Environment) -> None:
    env.loader = jinja2.DictLoader({})


@pytest.mark.parametrize("change", [_filter, _global, _loader])
def test_templates_with_functions_of_others_have_none(
    theme: Path, change: Callable[[jinja2.Environment], None]
) -> None:
    env = environment(theme)
    change(env)
    assert site(env) is None


def page(**attributes: object) -> SimpleNamespace:
    return SimpleNamespace(url="a/", title="A", file=object(), **attributes)


def test_a_page_is_told_by_its_attributes_and_the_context() -> None:
    own = {"file"}
    first = frame_hash(page(meta={}), {"base_url": "..", "config": object()}, own)
    assert first == frame_hash(page(meta={}), {"base_url": "..", "config": object()}, own)
    assert first != frame_hash(page(meta={"tags": ["b"]}), {"base_url": ".."}, own)
    assert first != frame_hash(page(meta={}), {"base_url": "..", "stamp": 1}, own)


def test_a_page_that_holds_more_than_values_has_none() -> None:
    assert frame_hash(page(next_page=page()), {}, {"file"}) is None
    assert frame_hash(page(), {"revisions": object()}, {"file"}) is None
