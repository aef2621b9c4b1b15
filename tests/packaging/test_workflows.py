"""What CI is told holds together: jobs, steps, expressions and the scripts' grammar. Nothing is run."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import window
import yaml
from system import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
KNOWN = re.compile(r"(github\.(workflow|ref|token)|matrix\.\w+)$")
ACTION = re.compile(r"actions/(checkout|setup-python|upload-artifact|download-artifact)@v\d+$")


def read(path: Path) -> dict[Any, Any]:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


def steps(told: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in told["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_and_step_is_one(path: Path) -> None:
    told = read(path)
    assert told[True], "YAML reads the key “on” as true"
    assert told["permissions"] == {"contents": "read"}
    for name, job in told["jobs"].items():
        assert "runs-on" in job, name
        needed = job.get("needs", [])
        assert {needed} if isinstance(needed, str) else set(needed) <= set(told["jobs"]), name
        matrix = job.get("strategy", {}).get("matrix", {})
        for expression in EXPRESSION.findall(str(job)):
            assert KNOWN.match(expression), expression
            assert not expression.startswith("matrix.") or expression.partition(".")[2] in matrix
    for step in steps(told):
        assert ("uses" in step) != ("run" in step), step
        assert ACTION.match(step.get("uses", "actions/checkout@v4")), step


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_script_can_be_read_and_names_files_that_are_there(path: Path) -> None:
    told = read(path)
    for step in steps(told):
        script = step.get("run", "")
        for name in re.findall(r"packaging/[\w./]+", script):
            assert (ROOT / name).exists(), name
        if step.get("shell") != "pwsh":
            subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    for event in ("push", "pull_request"):
        for pattern in (told[True].get(event) or {}).get("paths", []):
            assert list(ROOT.glob(pattern.replace("/**", "/*"))), pattern


def test_the_systems_get_what_qt_needs() -> None:
    for path in WORKFLOWS:
        scripts = [step["run"] for step in steps(read(path)) if "apt-get install" in step.get("run", "")]
        assert scripts
        for script in scripts:
            assert not set(window.PACKAGES) - set(script.split()), path.name
