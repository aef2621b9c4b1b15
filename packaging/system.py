"""The computer that Briefing is set up on: which system it is, what may be done to it, and how programs are called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the project."""


class SetUpError(Exception):
    """The set-up cannot go on. The message says what to do, in whole sentences."""


@dataclass(frozen=True)
class System:
    """What the set-up asks of the computer; tests describe another one here.

    Attributes:
        platform: `sys.platform`.
        like: the ids of the Linux distribution and of those it descends from.
        is_root: whether system packages may be installed without asking anybody.
        has_display: whether a window can be shown.
    """

    platform: str
    like: tuple[str, ...] = ()
    is_root: bool = False
    has_display: bool = True

    @property
    def has_apt(self) -> bool:
        """Debian, Ubuntu and their descendants."""
        return bool({"debian", "ubuntu"} & set(self.like))


def this_system(environment: Mapping[str, str] = os.environ, release: Path = Path("/etc/os-release")) -> System:
    """The computer this runs on."""
    linux = sys.platform.startswith("linux")
    return System(
        platform=sys.platform,
        like=_distribution(release) if linux else (),
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        has_display=not linux or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")),
    )


def _distribution(release: Path) -> tuple[str, ...]:
    try:
        lines = release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    return tuple(f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".replace('"', "").split())


def say(message: str) -> None:
    """Tell the person what happens, at once and apart from the output of programs."""
    print(message, file=sys.stderr, flush=True)


def call(command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> int:
    """Run a program that talks to the person itself, in `folder`; return its exit code."""
    return subprocess.run(list(command), cwd=folder, env=_joined(environment), check=False).returncode


def ask(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a program and return its exit code and everything it printed."""
    done = subprocess.run(
        list(command),
        cwd=ROOT,
        env=_joined(environment),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout


def install_packages(system: System, packages: Sequence[str], reason: str) -> None:
    """Install system packages when that is allowed.

    Raises:
        SetUpError: it is not allowed, or it failed; the message holds the one line that does it.
    """
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not system.is_root:
        raise SetUpError(f"{reason} Install what is missing with this line, then start again:\n\n    sudo {line}\n")
    say(f"{reason} Installing: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update -q", line + " -q"):
        code, output = ask(command.split(), environment=quiet)
        if code != 0:
            raise SetUpError(
                f"{output}\n{reason} This command failed; run it again when its cause is mended:\n\n    {command}\n"
            )


def _joined(environment: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if environment is None else {**os.environ, **environment}
