"""The folder that holds the program and all it uses, made by PyInstaller from briefing.spec, and looked over."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import elf
import environment
import icu
from system import ROOT, SetUpError, System, call, say

LOCK = ROOT / "packaging" / "requirements-package.lock"


SHARED = {"libxcb": "libxcb.so.1", "libzstd": "libzstd.so.1"}
"""Copies in wheels that give way to the library of the desktop, which Qt's window and the package manager need anyway.
Pillow links to an xcb of its own, with a libXau of 2 MB, to photograph screens, which nothing here does."""


@dataclass(frozen=True)
class Workshop:
    """The folders of one build, all below `root`.

    Attributes:
        root: everything that is made, and may be thrown away.
        python: the interpreter of the build environment, which holds what is shipped and the tools, nothing else.
    """

    root: Path
    python: Path

    @property
    def prepared(self) -> Path:
        """Icons, licences and the version resource, as the spec reads them."""
        return self.root / "prepared"

    @property
    def bundle(self) -> Path:
        """The folder of the program."""
        return self.root / "bundle" / "briefing"

    @property
    def tools(self) -> Path:
        """The programs of the build environment."""
        return self.python.parent


def version() -> str:
    """The program's version, as pyproject.toml says."""
    import tomllib

    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(described["project"]["version"])


def make(system: System, root: Path) -> Workshop:
    """Build the bundle below `root` and return where everything is.

    Raises:
        SetUpError: a step failed, a library is missing, or the program in the bundle does not work.
    """
    python = environment.ensure(system, root / "environment", LOCK)
    workshop = Workshop(root, python)
    here = ROOT / "packaging"
    shutil.rmtree(workshop.prepared, ignore_errors=True)
    run([str(python), str(here / "icons.py"), str(workshop.prepared / "icons")])
    run([str(python), str(here / "licences.py"), str(workshop.prepared / "licences")])
    _write_version_resource(workshop.prepared / "version.txt")
    folders = ["--distpath", str(root / "bundle"), "--workpath", str(root / "work")]
    run(
        [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, str(here / "briefing.spec")],
        BRIEFING_PREPARED=str(workshop.prepared),
        BRIEFING_VERSION=version(),
    )
    if sys.platform != "win32":
        (workshop.bundle / "briefing-cli").symlink_to("briefing")
    if sys.platform.startswith("linux"):
        _slim(workshop.bundle)
        _add_system_licences(workshop.bundle)
        if missing := elf.missing(workshop.bundle):
            raise SetUpError("The bundle lacks shared libraries:\n" + "\n".join(missing))
    return workshop


def prove(bundle: Path) -> None:
    """Have the program in the bundle test itself.

    Raises:
        SetUpError: it found something that does not work.
    """
    program = bundle / ("briefing-cli.exe" if sys.platform == "win32" else "briefing-cli")
    if call([str(program), "--self-test"], folder=bundle) != 0:
        raise SetUpError("The bundled program does not pass its own test: see the table above.")


def run(command: Sequence[str], *, folder: Path = ROOT, **variables: str) -> None:
    """Run one step of the build, in `folder`.

    Raises:
        SetUpError: it failed.
    """
    if call(command, environment=variables, folder=folder) != 0:
        raise SetUpError(f"This step of the build failed: {' '.join(command)}")


def _slim(bundle: Path) -> None:
    """Take out of the bundle what nothing in it reads; the self-test and the look for missing libraries come after."""
    elf.share_with_system(bundle, SHARED)
    if dropped := elf.drop_orphans(bundle):
        say(f"Needed by nothing that is shipped: {', '.join(dropped)}")
    for path in bundle.rglob("libicudata.so.*"):
        if not path.is_symlink():
            icu.trim(path)
    elf.forget_build_machine(bundle)
    elf.strip(bundle)
    for path in (bundle / "_internal").glob("*.dist-info/METADATA"):
        path.write_bytes(path.read_bytes().partition(b"\n\n")[0] + b"\n")  # without the pages that advertise packages


def _add_system_licences(bundle: Path) -> None:
    """The copyright files of the libraries that came from this computer's own distribution."""
    if shutil.which("dpkg-query") is None:
        return
    for path in sorted((bundle / "_internal").glob("*.so*")):
        done = subprocess.run(["dpkg-query", "-S", f"*/{path.name}"], capture_output=True, text=True, check=False)
        for package in {line.split(":")[0] for line in done.stdout.splitlines()}:
            source = Path("/usr/share/doc") / package / "copyright"
            if source.is_file():
                place = bundle / "_internal" / "licences" / package
                place.mkdir(exist_ok=True)
                shutil.copyfile(source, place / "copyright")


def _write_version_resource(path: Path) -> None:
    """What Windows shows under Properties of the program."""
    numbers = (*(int(part) for part in version().split(".")[:3]), 0)
    strings = {
        "CompanyName": "The Briefing maintainers",
        "FileDescription": "Briefing",
        "FileVersion": version(),
        "InternalName": "briefing",
        "LegalCopyright": "The Briefing maintainers, MIT License",
        "OriginalFilename": "briefing.exe",
        "ProductName": "Briefing",
        "ProductVersion": version(),
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        "fileType=1, subtype=0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        encoding="utf-8",
    )


def say_size(bundle: Path) -> None:
    """How much room the installed program takes."""
    size = sum(path.stat().st_blocks * 512 for path in bundle.rglob("*") if not path.is_symlink())
    say(f"The bundle takes {size / 1e6:.0f} MB.")
