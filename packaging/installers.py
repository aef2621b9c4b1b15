"""The installer for Windows and the disk image for macOS, made on those systems from the bundle."""

from __future__ import annotations

from pathlib import Path

import bundle
from bundle import Workshop
from system import ROOT, call

SCRIPT = ROOT / "packaging" / "windows" / "installer.nsi"


def windows_setup(workshop: Workshop, target: Path) -> Path:
    """The installer for Windows, compiled by makensis (NSIS 3).

    Raises:
        SetUpError: it is not installed, or the script is wrong.
    """
    path = target / f"briefing-{bundle.version()}-windows-setup.exe"
    bundle.run(compiling(workshop.bundle, workshop.prepared / "icons", path))
    return path


def compiling(payload: Path, icons: Path, output: Path) -> list[str]:
    """The command that compiles the installer of what is in `payload`."""
    named = {
        "VERSION": bundle.version(),
        "PAYLOAD": payload,
        "ICON": icons / "briefing.ico",
        "LIBRARY_ICON": icons / "briefing-library.ico",
        "OUTPUT": output,
    }
    return ["makensis", "-V2", "-WX", *(f"-D{key}={value}" for key, value in named.items()), str(SCRIPT)]


def disk_image(workshop: Workshop, target: Path) -> Path:
    """The disk image for macOS: the application beside a link to the folder it is dragged to.

    Unsigned but for the linker's own mark, as long as the owner has no certificate: macOS says so at the first start.

    Raises:
        SetUpError: hdiutil failed.
    """
    path = target / f"briefing-{bundle.version()}-macos-{_machine()}.dmg"
    folder = workshop.root / "image"
    bundle.run(["rm", "-rf", str(folder)])
    folder.mkdir(parents=True)
    bundle.run(["ditto", str(workshop.root / "bundle" / "Briefing.app"), str(folder / "Briefing.app")])
    (folder / "Applications").symlink_to("/Applications")
    made = ["hdiutil", "create", "-volname", "Briefing", "-srcfolder", str(folder), "-format", "ULFO", "-ov", str(path)]
    if call(made) != 0:
        bundle.run(made)  # hdiutil says now and then that the volume is busy, and works the second time
    return path


def _machine() -> str:
    import platform

    return platform.machine()
