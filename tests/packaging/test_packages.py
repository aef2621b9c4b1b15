"""What describes the program to package managers and desktops, read by their own validators where they are there."""

from __future__ import annotations

import json
import plistlib
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import bundle
import commands
import contents
import environment
import installers
import mac
import packages
import pytest
from bundle import Workshop
from system import ROOT, SetUpError

LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
LINUX = ROOT / "packaging" / "linux"


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def said(*command: str) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_what_is_shipped_is_what_was_tested() -> None:
    tested = dict(LOCKED.findall(environment.LOCK.read_text(encoding="utf-8")))
    shipped = dict(LOCKED.findall(bundle.LOCK.read_text(encoding="utf-8")))
    assert len(shipped) > 50
    assert {name: shipped[name] for name in shipped.keys() & tested.keys()} == {
        name: tested[name] for name in shipped.keys() & tested.keys()
    }


def test_every_dependency_is_in_the_lock_of_the_packages() -> None:
    locked = {name.lower() for name, _ in LOCKED.findall(bundle.LOCK.read_text(encoding="utf-8"))}
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [*described["project"]["dependencies"], *described["dependency-groups"]["package"]]
    needed = {re.split(r"[<>=!~\[; ]", line)[0].replace("_", "-").lower() for line in lines}
    again = (
        "uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate "
        "--no-header -c packaging/requirements.lock pyproject.toml --group package "
        "-o packaging/requirements-package.lock"
    )
    assert needed - locked == set(), f"lock the packages again: {again}"


def test_the_desktop_entry_is_valid() -> None:
    assert said(program("desktop-file-validate"), str(LINUX / "briefing.desktop")) == ""


def test_the_metainfo_is_valid() -> None:
    path = LINUX / "app.briefing.Briefing.metainfo.xml"
    said(program("appstreamcli"), "validate", "--no-net", str(path))
    assert f'version="{bundle.version()}"' in path.read_text(encoding="utf-8")


def test_a_library_is_known_by_its_content(tmp_path: Path) -> None:
    kinds = tmp_path / "mime"
    (kinds / "packages").mkdir(parents=True)
    shutil.copy(LINUX / "briefing.xml", kinds / "packages")
    said(program("update-mime-database"), str(kinds))
    assert (kinds / "application" / "vnd.briefing.library.xml").is_file()
    library = (ROOT / "tests" / "databases" / "schema-0001.briefing-library").read_bytes()
    rule = (kinds / "magic").read_bytes()
    assert library[68:72] == b"BRFE"
    assert b"BRFE" in rule


def test_every_file_of_the_packages_is_there(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path, tmp_path / "python")
    workshop.bundle.mkdir(parents=True)
    workshop.prepared.mkdir()
    (workshop.bundle / "briefing").write_bytes(b"\x7fELF")
    (workshop.bundle / "briefing-cli").symlink_to("briefing")
    told = packages.description(workshop, "1.2.3", "2.36")
    json.dumps(told)
    links = {entry["dst"]: entry["src"] for entry in told["contents"] if entry.get("type") == "symlink"}
    assert links["/usr/lib/briefing/briefing-cli"] == "briefing"
    assert links["/usr/share/man/man1/briefing-cli.1.gz"] == "briefing.1.gz"
    assert links["/usr/bin/briefing-cli"] == "../lib/briefing/briefing-cli"
    sources = [Path(entry["src"]) for entry in told["contents"] if entry.get("type") != "symlink"]
    ours = [path for path in sources if not path.is_relative_to(tmp_path)]
    assert len(ours) > 4
    assert [path for path in ours if not path.is_file()] == []


def test_the_manual_has_no_mistakes() -> None:
    said_of_it = said(program("groff"), "-man", "-Tutf8", "-ww", "-z", str(LINUX / "briefing.1"))
    assert said_of_it == ""


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\plugins\\sqldrivers\\qsqlite.dll", False),
        ("pillow.libs/libharfbuzz-fb49c9fc.so.0", True),
        ("libglib-2.0.so.0", False),
        ("libxcb-cursor.so.0", True),
        ("libxcb.so.1", False),
        ("babel/locale-data/de.dat", False),
        ("babel/global.dat", False),
        ("qtawesome/fonts/remixicon-2.5.0.ttf", True),
        ("pytz/zoneinfo/Europe/Rome", False),
        ("pytz/tzinfo.pyc", True),
        ("tld/res/effective_tld_names.dat.txt", True),
        ("keyring-25.7.0.dist-info/METADATA", True),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("keyring-25.7.0.dist-info/INSTALLER", False),
        ("briefing-0.1.0.dist-info/direct_url.json", False),
        ("briefing/resources/icons/briefing.svg", True),
    ],
)
def test_what_is_left_out_of_the_bundle(path: str, kept: bool) -> None:
    assert contents.is_shipped(path) is kept


def test_the_installer_for_windows_compiles(tmp_path: Path) -> None:
    from PIL import Image

    program("makensis")
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("briefing.exe", "briefing-cli.exe", "_internal/python311.dll"):
        (payload / name).write_bytes(b"MZ")
    for name in ("briefing", "briefing-library"):
        Image.new("RGBA", (32, 32)).save(tmp_path / f"{name}.ico")
    target = tmp_path / "briefing-windows-setup.exe"
    said(*installers.compiling(payload, tmp_path, target))
    assert target.read_bytes().startswith(b"MZ")


def test_the_version_resource_is_one(tmp_path: Path) -> None:
    path = tmp_path / "version.txt"
    bundle._write_version_resource(path)
    compile(path.read_text(encoding="utf-8"), "version.txt", "eval")
    assert f"'ProductVersion', '{bundle.version()}'" in path.read_text(encoding="utf-8")


def test_macos_is_told_what_opens_with_the_program() -> None:
    told = plistlib.loads(plistlib.dumps(mac.information("1.2.3")))
    assert told["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["briefing"]
    opened = {kind for entry in told["CFBundleDocumentTypes"] for kind in entry["LSItemContentTypes"]}
    declared = {entry["UTTypeIdentifier"] for entry in told["UTExportedTypeDeclarations"]}
    assert declared <= opened
    assert "public.html" in opened


def test_a_build_that_cannot_go_on_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> Path:
        raise SetUpError("Install this, then start again.")

    monkeypatch.setattr(environment, "ensure", fails)
    assert commands.run(["package", "--build", str(tmp_path / "build"), "--into", str(tmp_path / "dist")]) == 1
    assert capsys.readouterr().err == "Install this, then start again.\n"
    assert not (tmp_path / "dist").exists()
