"""Names found in texts."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.names import fold, level, name_table


def found(text: str, *names: str) -> list[str]:
    table = name_table((name, name) for name in names)
    return [text[hit.span.slice] for hit in table.find(text)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("XHammer and xhammer", "XHammer", ["XHammer", "xhammer"]),
        ("Vault, vault, VAULT", "Vault", ["Vault"]),
        ("ARC and arc", "ARC", ["ARC"]),
        (
            "Hosted CE, hosted-ce, Hosted\nCE, Hosted, CE",
            "Hosted CE",
            ["Hosted CE", "hosted-ce", "Hosted\nCE"],
        ),
        ("osg-release, OSG Release", "osg-release", ["osg-release"]),
        ("Let's Encrypt, Let’s Encrypt", "Let's Encrypt", ["Let's Encrypt"]),
        ("A. Bell and A Bell", "A. Bell", ["A. Bell", "A Bell"]),
        ("XHammer-based, XHammer-CE, XHammers, aXHammer", "XHammer", ["XHammer"]),
        ("CMS/XHammer, /opt/XHammer, XHammer.org, @XHammer", "XHammer", ["XHammer", "XHammer"]),
        ("XHammer. XHammer's, (XHammer)", "XHammer", ["XHammer", "XHammer", "XHammer"]),
        ("José and Jose", "José", ["José"]),
        ("José Díaz, Jose Diaz", "Jose Diaz", ["José Díaz", "Jose Diaz"]),
        ("nothing", "", []),
    ],
)
def test_where_a_name_stands(text: str, name: str, expected: list[str]) -> None:
    assert found(text, name) == expected


def test_the_longest_name_wins_and_matches_do_not_overlap() -> None:
    assert found("HTCondor-CE HTCondor CE Hosted", "HTCondor", "HTCondor-CE", "CE Hosted") == [
        "HTCondor-CE",
        "HTCondor CE",
    ]


def test_folding_is_the_same_whatever_the_joints() -> None:
    assert fold("HTCondor-CE") == fold("htcondor_ce") == fold("HTCondor  CE")


@pytest.mark.parametrize("text", ["İstanbul ßtraße", "日本語テスト", "ﬁne", "e\u0301", ""])
def test_levelling_keeps_every_character_in_its_place(text: str) -> None:
    assert len(level(text)) == len(text)
