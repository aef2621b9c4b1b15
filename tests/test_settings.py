"""Settings survive a round trip, an older version and a bad hand edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.errors import InvalidInputError
from briefing.settings import CHOICES, FILE_NAME, Settings, load, save

json_values = st.one_of(st.none(), st.booleans(), st.integers(-5, 99), st.text(max_size=9))


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(CHOICES["theme"]),
        reader_size=st.sampled_from(CHOICES["reader_size"]),
        prepared_by=st.text(max_size=20),
        paper=st.sampled_from(CHOICES["paper"]),
        unknown=st.dictionaries(st.text(min_size=1).map(lambda name: f"later_{name}"), json_values, max_size=3),
    )
)
def test_what_was_saved_is_loaded(tmp_path: Path, settings: Settings) -> None:
    save(settings, tmp_path)
    assert load(tmp_path) == settings


@given(st.dictionaries(st.sampled_from(["theme", "reader_size", "prepared_by", "paper", "other"]), json_values))
def test_a_value_that_cannot_be_used_falls_back_alone(tmp_path: Path, kept: dict[str, object]) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps(kept), encoding="utf-8")
    settings = load(tmp_path)
    assert settings.theme in CHOICES["theme"]
    assert settings.reader_size in CHOICES["reader_size"]
    if isinstance(kept.get("prepared_by"), str):
        assert settings.prepared_by == kept["prepared_by"]


def test_a_file_that_is_no_json_gives_defaults_and_stays(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{ half a", encoding="utf-8")
    assert load(tmp_path) == Settings()
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "{ half a"


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="could not be saved"):
        save(Settings(), tmp_path / "file" / "folder")
