"""Adding many from the command line: a receipt for people, objects for programs, honest exit codes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.operations import bulk
from tests.operations.test_story import PASTE
from tests.sources.server import PAGE, Server, running


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(bulk, "HOST_SECONDS", 0.0)
    with running() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.txt").write_text(PASTE, encoding="utf-8")
    (folder / "c.bin").write_bytes(bytes(range(256)) * 9)
    return folder


def test_a_folder_prints_a_receipt(library_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(folder), "--library", str(library_path)]) == 3
    said = capsys.readouterr()
    assert said.out.count("Added:") == 2
    assert "Harbour strike ends after nine days" in said.out
    assert said.out.splitlines()[-1] == "2 added, 0 already there, 1 failed."
    assert "c.bin" in said.err


def test_several_files_are_objects_in_their_order(
    library_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(folder / name) for name in ("c.bin", "b.txt", "a.html", "b.txt")]
    assert main(["add", *names, "--library", str(library_path), "--json"]) == 3
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == names
    assert [line["outcome"] for line in lines] == ["failed", "full", "full", "full"]
    assert [line.get("existing") for line in lines] == [None, False, False, True]


def test_a_list_on_standard_input_is_fetched(
    library_path: Path, server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = f"{server.url('page/1')} | Tides\n\n- {server.url('page/2')}\n{server.url('page/1')}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(listed))
    assert main(["add", "-", "--private", "--library", str(library_path)]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "2 added, 1 already there, 0 failed."
    assert "Named twice" in said


def test_a_text_on_standard_input_is_an_article_beside_files(
    library_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASTE))
    assert main(["add", "-", str(folder / "a.html"), "--library", str(library_path), "--json"]) == 0
    titles = {json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()}
    assert titles == {"Harbour strike ends after nine days", "Tides and markets"}


def test_nothing_on_standard_input_is_an_error(
    library_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["add", "-", "--library", str(library_path)]) == 1
    assert capsys.readouterr().err.startswith("briefing: -: ")


def test_an_article_is_captured_again_and_the_requests_are_listed(
    library_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> tuple[int, list[dict[str, object]]]:
        code = main([*words, "--library", str(library_path), "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    server.pages["page"] = PAGE
    _, (added,) = run("add", "--private", server.url("set/page"))
    assert run("recapture", str(added["id"]), "--private")[1][0]["changed"] is False
    server.pages["page"] = PAGE.replace(b"</article>", b"<p>Late on Friday the gates were shut again.</p></article>")
    assert run("recapture", str(added["id"]), "--private")[1][0]["version"] == 2
    _, listed = run("requests")
    assert [row["purpose"] for row in listed] == ["Capture “Tides and markets” again"] * 2 + [
        "Fetch the page you added"
    ]
    assert [row["status"] for row in listed] == [200] * 3
    assert run("requests", "--clear") == (0, [])
    assert run("requests") == (0, [])
    _, (original,) = run("original", str(added["id"]))
    assert "gates were shut" in Path(str(original["file"])).read_text(encoding="utf-8-sig")
    Path(str(original["file"])).unlink()
