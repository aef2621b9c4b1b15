"""What people install: the .deb, the .rpm, the portable archive, the bill of materials and the checksums."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import bundle
import elf
import installers
from bundle import Workshop
from system import ROOT, System, say

LINUX = ROOT / "packaging" / "linux"
MAINTAINER = "The Briefing maintainers <noreply@briefing.invalid>"
"""Packages must name an address, and the project has none: names that end so are reserved for saying that."""

HOME = "/usr/lib/briefing"
"""Where the packages put the program."""

DEB_DEPENDS = (
    "libgcc-s1",
    "libstdc++6 (>= 11)",
    "libgl1",
    "libegl1",
    "libglib2.0-0t64 | libglib2.0-0",
    "libfontconfig1",
    "libfreetype6",
    "libdbus-1-3",
    "libcups2t64 | libcups2",
    "libgssapi-krb5-2",
    "libx11-6",
    "libx11-xcb1",
    "libxcb1",
    "libzstd1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
)
"""What the bundle takes from the system, beside the C library; the install test starts from nothing else."""

RPM_DEPENDS = (
    "libgcc_s.so.1()(64bit)",
    "libGL.so.1()(64bit)",
    "libEGL.so.1()(64bit)",
    "libglib-2.0.so.0()(64bit)",
    "libfontconfig.so.1()(64bit)",
    "libfreetype.so.6()(64bit)",
    "libdbus-1.so.3()(64bit)",
    "libcups.so.2()(64bit)",
    "libgssapi_krb5.so.2()(64bit)",
    "libX11-xcb.so.1()(64bit)",
    "libxcb.so.1()(64bit)",
    "libzstd.so.1()(64bit)",
    "libxkbcommon-x11.so.0()(64bit)",
    "libwayland-client.so.0()(64bit)",
    "libwayland-cursor.so.0()(64bit)",
    "libwayland-egl.so.1()(64bit)",
)
RECOMMENDS = ("gnome-keyring | libsecret-1-0", "xdg-utils")


def make_all(system: System, root: Path, target: Path) -> None:
    """Build and prove the bundle below `root`; put everything that people download into `target`.

    Raises:
        SetUpError: a step failed.
    """
    workshop = bundle.make(system, root)
    bundle.prove(workshop.bundle)
    bundle.say_size(workshop.bundle)
    target.mkdir(parents=True, exist_ok=True)
    made = [_bill_of_materials(workshop, target)]
    if system.platform.startswith("linux"):
        made += [*_linux_packages(workshop, target), _archive(workshop, target)]
    elif system.platform == "win32":
        made.append(installers.windows_setup(workshop, target))
    elif system.platform == "darwin":
        made.append(installers.disk_image(workshop, target))
    _write_checksums(target, made)
    for path in made:
        say(f"{path.stat().st_size / 1e6:8.1f} MB  {path}")


def description(workshop: Workshop, version: str, glibc: str) -> dict[str, Any]:
    """What nfpm is told; the same for both kinds of package. `glibc` is the oldest C library that will do."""
    return {
        "name": "briefing",
        "arch": "amd64",
        "platform": "linux",
        "version": version,
        "section": "news",
        "priority": "optional",
        "maintainer": MAINTAINER,
        "description": "Collect articles, say what each one means, and send a briefing.\n"
        "A desktop program that keeps articles as clean text beside their untouched\n"
        "originals, and prints briefings of them as PDF.",
        "license": "MIT",
        "disable_globbing": True,  # fonts are called `Inter[opsz,wght].ttf`
        "contents": list(_contents(workshop)),
        "overrides": {
            "deb": {"depends": [f"libc6 (>= {glibc})", *DEB_DEPENDS], "recommends": list(RECOMMENDS)},
            "rpm": {"depends": [f"glibc >= {glibc}", *RPM_DEPENDS]},
        },
        "deb": {"compression": "none"},  # until dpkg-deb has packed it
        "rpm": {"compression": "zstd:19", "group": "Applications/Productivity"},
    }


def _contents(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """Every file of a package and its place."""
    for path in sorted(workshop.bundle.rglob("*")):
        place = f"{HOME}/{path.relative_to(workshop.bundle).as_posix()}"
        if path.is_symlink():
            yield {"src": str(path.readlink()), "dst": place, "type": "symlink"}
        elif path.is_file():
            yield {
                "src": str(path),
                "dst": place,
                "file_info": {"mode": 0o755 if path.parent == workshop.bundle else 0o644},
            }
    for name in ("briefing", "briefing-cli"):
        yield {"src": f"../lib/briefing/{name}", "dst": f"/usr/bin/{name}", "type": "symlink"}
    for source, place in desktop_files(workshop.prepared / "icons"):
        yield {"src": str(source), "dst": f"/usr/share/{place}", "file_info": {"mode": 0o644}}
    for source, place in manuals(workshop.prepared):
        yield {"src": str(source), "dst": f"/usr/share/{place}", "file_info": {"mode": 0o644}}
    yield {"src": "briefing.1.gz", "dst": "/usr/share/man/man1/briefing-cli.1.gz", "type": "symlink"}


def desktop_files(icons: Path) -> Iterator[tuple[Path, str]]:
    """The files that tell a desktop about the program, and their places below a `share` folder."""
    yield LINUX / "briefing.desktop", "applications/briefing.desktop"
    yield LINUX / "app.briefing.Briefing.metainfo.xml", "metainfo/app.briefing.Briefing.metainfo.xml"
    yield LINUX / "briefing.xml", "mime/packages/briefing.xml"
    yield ROOT / "resources" / "icons" / "briefing.svg", "icons/hicolor/scalable/apps/briefing.svg"
    kind = "application-vnd.briefing.library"
    yield LINUX / "briefing-library.svg", f"icons/hicolor/scalable/mimetypes/{kind}.svg"
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        place = f"icons/hicolor/{size}x{size}"
        yield icons / f"briefing-{size}.png", f"{place}/apps/briefing.png"
        yield icons / f"briefing-library-{size}.png", f"{place}/mimetypes/{kind}.png"


def manuals(prepared: Path) -> Iterator[tuple[Path, str]]:
    """What people read about an installed program, packed as distributions ask for, and the places below `share`."""
    for source, place in (
        (LINUX / "briefing.1", "man/man1/briefing.1.gz"),
        (ROOT / "CHANGELOG.md", "doc/briefing/changelog.gz"),
    ):
        packed = prepared / "manuals" / Path(place).name  # not in the folder that nfpm is started in: see there
        packed.parent.mkdir(exist_ok=True)
        packed.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
        yield packed, place
    yield ROOT / "LICENSE", "doc/briefing/copyright"
    yield LINUX / "lintian-overrides", "lintian/overrides/briefing"


def _linux_packages(workshop: Workshop, target: Path) -> Iterator[Path]:
    version = bundle.version()
    told = workshop.root / "nfpm.yaml"
    glibc = elf.newest_version(workshop.bundle, "GLIBC")
    told.write_text(json.dumps(description(workshop, version, glibc), indent=1), encoding="utf-8")  # JSON is YAML too
    names = {"deb": f"briefing_{version}_amd64.deb", "rpm": f"briefing-{version}-1.x86_64.rpm"}
    for kind, name in names.items():
        path = target / name
        command = [str(workshop.tools / "nfpm"), "package", "-f", str(told), "-p", kind, "-t", str(path)]
        # In a folder without anything called like the target of a link: nfpm would ship that instead of the link.
        bundle.run(command, folder=workshop.prepared)
        if kind == "deb":
            _pack_tightly(path, workshop.root / "deb")
        yield path


def _pack_tightly(deb: Path, folder: Path) -> None:
    """Pack a .deb again with the strongest zstd: a fifth smaller than nfpm's, and as quick to unpack.

    Debian 12 and Ubuntu 22.04, the oldest that Qt runs on, read it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    bundle.run(["dpkg-deb", "--raw-extract", str(deb), str(folder)])
    bundle.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z22", "--build", str(folder), str(deb)])
    shutil.rmtree(folder)


def _archive(workshop: Workshop, target: Path) -> Path:
    """The same program for a folder of one's own: unpack it anywhere and start `briefing`."""
    path = target / f"briefing-{bundle.version()}-linux-x86_64.tar.xz"
    with tarfile.open(path, "w:xz", preset=3) as archive:
        archive.add(workshop.bundle, f"briefing-{bundle.version()}", filter=_owned_by_nobody)
        for source, place in desktop_files(workshop.prepared / "icons"):
            archive.add(source, f"briefing-{bundle.version()}/share/{place}", filter=_owned_by_nobody)
    return path


def _owned_by_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def _bill_of_materials(workshop: Workshop, target: Path) -> Path:
    """All Python distributions in the bundle, as CycloneDX; those that only build it are left out."""
    path = target / f"briefing-{bundle.version()}-{sys.platform}.cdx.json"
    everything = workshop.root / "environment.cdx.json"
    tool = workshop.tools / ("cyclonedx-py.exe" if sys.platform == "win32" else "cyclonedx-py")
    command = [str(tool), "environment", "--output-reproducible", "--of", "JSON", "-o", str(everything)]
    bundle.run([*command, "--pyproject", str(ROOT / "pyproject.toml"), str(workshop.python)])
    shipped = {line.split(" ")[0].lower() for line in _index(workshop)}
    bill = json.loads(everything.read_text(encoding="utf-8"))
    bill["components"] = [part for part in bill["components"] if part["name"].lower() in shipped]
    kept = {part["bom-ref"] for part in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    bill["dependencies"] = [
        {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", ()) if ref in kept]}
        for entry in bill["dependencies"]
        if entry["ref"] in kept
    ]
    path.write_text(json.dumps(bill, indent=1), encoding="utf-8")
    return path


def _index(workshop: Workshop) -> list[str]:
    return (workshop.prepared / "licences" / "INDEX.txt").read_text(encoding="utf-8").splitlines()


def _write_checksums(target: Path, files: list[Path]) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (target / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def run(system: System, arguments: Sequence[str]) -> None:
    """`package [--build FOLDER] [--into FOLDER]`; by default build/ and dist/ of the project."""
    import argparse

    parser = argparse.ArgumentParser(prog="run.py package", description="Build everything that people install.")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="where to work; may be thrown away")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="where the packages go")
    chosen = parser.parse_args(arguments)
    if shutil.disk_usage(chosen.build.parent if chosen.build.parent.exists() else ROOT).free < 3_000_000_000:
        say("Less than 3 GB are free; the build may not finish.")
    make_all(system, chosen.build.resolve(), chosen.into.resolve())
