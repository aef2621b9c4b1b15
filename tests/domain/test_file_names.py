"""File names that every system can keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.file_names import LONGEST, briefing_name, clean


def test_a_briefing_is_named_by_title_edition_and_date() -> None:
    assert briefing_name("AI weekly", "No. 14", "2026-06-12") == "AI weekly – No. 14 – 2026-06-12"
    assert briefing_name("AI weekly", "", " ") == "AI weekly"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Q3: risk/reward?", "Q3 risk reward"),
        ("  spaced\tout \n", "spaced out"),
        ("ends with a dot...", "ends with a dot"),
        (".hidden", "hidden"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("", "Briefing"),
        ("///", "Briefing"),
        ("Ве́домости 日本", "Ве́домости 日本"),
        ("a\u202egnp.exe", "agnp.exe"),
    ],
)
def test_cleans(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


@given(st.text(max_size=400))
def test_any_text_gives_a_usable_name(text: str) -> None:
    name = clean(text)
    assert name
    assert len(name.encode()) <= LONGEST + 1
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")
    assert clean(name) == name
