"""The size check finds what is too long, and only that."""

from __future__ import annotations

from pathlib import Path

import checks
import pytest
import sizes


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_long_file_is_worth_a_look_and_a_longer_one_an_error(tmp_path: Path) -> None:
    write(tmp_path, "briefing/look.py", "x = 1\n" * 301)
    write(tmp_path, "briefing/long.py", "x = 1\n" * 501)
    write(tmp_path, "tests/short.py", "x = 1\n" * 300)
    found = {finding.place: finding.is_error for finding in sizes.findings(tmp_path)}
    assert found == {"briefing/look.py": False, "briefing/long.py": True}


def test_a_function_counts_from_its_name_to_its_end(tmp_path: Path) -> None:
    write(tmp_path, "packaging/a.py", "def fits():\n" + "    x = 1\n" * 59 + "\n\ndef long():\n" + "    x = 1\n" * 60)
    (look, error) = sizes.findings(tmp_path)
    assert (look.place, look.is_error) == ("packaging/a.py:1 fits", False)
    assert str(error) == "packaging/a.py:63 long: 61 lines (aim 30, limit 60)"


def test_what_a_tool_wrote_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "briefing/store/migrations/versions/one.py", "x = 1\n" * 900)
    assert sizes.findings(tmp_path) == []


@pytest.mark.parametrize("line", ["#eval(data.title)", '#import "@preview/x:1.0.0"', '#plugin("code.wasm")'])
def test_a_template_that_runs_or_fetches_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    write(tmp_path, "resources/templates/page.typ", f"= Page\n{line}\n// eval(in a comment)\n")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    assert checks.templates_hold() == f"page.typ:2: {line}"
