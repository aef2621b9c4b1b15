"""The command line as another program uses it: JSON lines in, exit codes out, one sentence for an error."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main
from tests.operations.test_story import PAGE, PASTE


@pytest.fixture
def run(library_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on this test's library and gives its exit code, its JSON lines and its standard error."""

    def call(*words: object) -> tuple[int, list[dict[str, Any]], str]:
        code = main([*map(str, words), "--library", str(library_path), "--json"])
        captured = capsys.readouterr()
        return code, [json.loads(line) for line in captured.out.splitlines()], captured.err

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "battery.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_extract_prints_the_promised_keys_and_stores_nothing(run: Any, page: Path) -> None:
    code, (found,), _ = run("extract", page, "--url", "https://cell-courier.example/battery")
    assert code == 0
    assert {
        *("file", "outcome", "title", "authors", "outlet", "published", "published_origin", "language"),
        *("text", "blocks", "links", "images"),
    } <= found.keys()
    assert found["title"] == "Battery prices fall again"
    assert found["outlet"] == "The Cell Courier"
    assert found["published"].startswith("2026-11-16")
    assert found["published_origin"] == "guess", "nothing that a reader sees bears the date out"
    assert {"kind": "heading", "level": 2, "text": "Why now"} in found["blocks"]
    assert run("list")[1] == []


def test_extract_goes_on_after_a_file_that_fails(run: Any, page: Path, tmp_path: Path) -> None:
    code, lines, err = run("extract", tmp_path / "gone.html", page)
    assert code == 3
    assert [line["outcome"] for line in lines] == ["failed", "full"]
    assert lines[0]["error"]
    assert "gone.html" in err


def test_adding_a_file_twice_with_its_address_brings_the_article_up(run: Any, page: Path) -> None:
    url = "https://cell-courier.example/battery"
    _, (first,), _ = run("add", page, "--url", url)
    code, (again,), _ = run("add", page, "--url", url)
    assert code == 0
    assert (first["existing"], again["existing"], again["id"]) == (False, True, first["id"])


def test_the_whole_story(run: Any, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASTE))
    _, (pasted,), _ = run("add", "-")
    _, (saved,), _ = run("add", page)
    assert run("tag", "supply chain", pasted["id"], saved["id"])[1][0]["tags"] == ["supply chain"]
    _, (mark,), _ = run("highlight", pasted["id"], "a wage rise of 6.2 percent", "--meaning", "number")
    run("takeaway", pasted["id"], "Freight **gets *cheaper***.", "--evidence", mark["id"], "--audience", "Board")
    _, (shown,), _ = run("show", pasted["id"])
    assert shown["takeaways"][0]["evidence"] == [mark["id"]]
    assert shown["takeaways"][0]["text"] == "Freight gets cheaper."
    assert shown["canonical_text"][shown["highlights"][0]["start"] :].startswith("a wage rise of 6.2 percent")
    _, (made,), _ = run(
        *("compose", "Weekly briefing", "--set", "bottom_line=Costs fall.", "--articles", pasted["id"], saved["id"])
    )
    target = tmp_path / "weekly.pdf"
    code, (exported,), _ = run("export", made["id"], "--format", "pdf", "-o", target)
    assert (code, exported["warnings"]) == (0, [])
    assert target.read_bytes().startswith(b"%PDF-")
    _, hits, _ = run("search", '"freight gets cheaper"')
    assert hits[0]["id"] == pasted["id"]
    assert run("undo")[1][0]["label"]
    assert run("redo")[1][0]["label"]
    assert run("doctor")[1][0]["problems"] == []
    _, (saved_copy,), _ = run("backup", "-o", tmp_path / "copy.briefing-library")
    assert Path(saved_copy["path"]).is_file()


def test_a_list_calls_a_guessed_date_a_guess(
    run: Any, tmp_path: Path, library_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi{\info{\creatim\yr2025\mo6\dy3}}The tide tables of the harbour were wrong again this year.\par}"
    )
    run("add", path)
    (row,) = run("list")[1]
    assert (row["published"], row["published_origin"]) == ("2025-06-03", "guess")
    assert main(["list", "--library", str(library_path)]) == 0
    assert "2025-06-03 (a guess)" in capsys.readouterr().out


def test_a_damaged_library_is_rescued_into_a_new_one(
    run: Any, library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASTE))
    run("add", "-")
    code, (done,), _ = run("doctor", "--rescue-to", tmp_path / "rescued.briefing-library")
    assert (code, done["lost"]) == (0, [])
    assert Path(done["library"]).is_file()
    code, _, err = run("doctor", "--rescue-to", library_path)
    assert code == 1
    assert "already exists" in err
    assert run("doctor", "--mend")[1][0]["problems"] == []


def test_an_expected_error_is_one_sentence_and_exit_code_1(run: Any, tmp_path: Path) -> None:
    code, lines, err = run("export", "No such briefing", "-o", tmp_path / "x.pdf")
    assert (code, lines) == (1, [])
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_wrong_command_line_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export"])
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err
