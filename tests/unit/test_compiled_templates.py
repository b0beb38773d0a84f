"""Templates are compiled once, and again where they or their filters are others."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from mkdocs_minutes.store import machine_key
from mkdocs_minutes.store.compiled_templates import CompiledTemplates


def shown(folder: Path | None, template: str = "{{ day }}", **filters: object) -> tuple[str, int]:
    """What a build shows with a template, and how many it had to compile for that."""
    compiled = []

    class Counting(Environment):
        def _generate(self, *args: object, **named: object) -> str:
            compiled.append(args)
            return super()._generate(*args, **named)  # type: ignore[arg-type]

    env = Counting(loader=DictLoader({"page.html": template}))
    env.filters |= filters
    templates = CompiledTemplates(env, folder)
    page = env.get_template("page.html").render(day="Monday")
    templates.keep()
    return page, len(compiled)


def test_a_template_is_compiled_by_the_first_build_alone(tmp_path: Path) -> None:
    assert [shown(tmp_path) for _ in range(3)] == [("Monday", 1), ("Monday", 0), ("Monday", 0)]


def test_one_that_is_another_is_compiled_anew_and_stays_so(tmp_path: Path) -> None:
    shown(tmp_path)
    assert [shown(tmp_path, "on {{ day }}") for _ in range(2)] == [
        ("on Monday", 1),
        ("on Monday", 0),
    ]


def test_where_filters_come_or_go_all_are_compiled_anew(tmp_path: Path) -> None:
    template = "{{ 'monday' | said }}"
    assert shown(tmp_path, template, said=str.title, other=str) == ("Monday", 1)
    assert shown(tmp_path, template, said=str.upper) == ("MONDAY", 1)


def test_without_a_folder_nothing_is_kept() -> None:
    assert [shown(None) for _ in range(2)] == [("Monday", 1)] * 2


def test_what_another_machine_has_compiled_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(tmp_path)
    monkeypatch.setenv(machine_key.VARIABLE, "another machine")
    machine_key._machine_key.cache_clear()
    try:
        assert shown(tmp_path) == ("Monday", 1)
    finally:
        monkeypatch.undo()
        machine_key._machine_key.cache_clear()
