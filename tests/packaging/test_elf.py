"""Libraries of a small bundle that is linked here: what is missing, what nobody needs, where they are looked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import elf
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("as", "ld", "readelf", "ldd"))), reason="needs binutils"
)


def linked(path: Path, *needed: Path, searched: str = "") -> Path:
    """A library with one function that needs others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    source, compiled = path.with_suffix(".s"), path.with_suffix(".o")
    name = path.name.partition(".")[0].replace("-", "_")
    source.write_text(f".globl {name}\n.text\n{name}: ret\n.section .note.GNU-stack\n", encoding="ascii")
    subprocess.run(["as", source, "-o", compiled], check=True)
    paths = ["--enable-new-dtags", "-rpath", searched] if searched else []
    others = ["--no-as-needed", *map(str, needed)]
    subprocess.run(["ld", "-shared", "-soname", path.name, *paths, compiled, *others, "-o", path], check=True)
    source.unlink()
    compiled.unlink()
    return path


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A module that needs one library, which needs another; and two that were wanted by a file that is left out."""
    inside = tmp_path / "_internal"
    deep = linked(inside / "libdeep.so.1")
    near = linked(inside / "libnear.so.2", deep)
    linked(inside / "libpython3.11.so.1.0")
    gone = linked(inside / "libgone.so.1")
    linked(inside / "libgone-widgets.so.1", gone)
    linked(inside / "part" / "module.so", near, searched="/home/builder/python/lib")
    return tmp_path


def test_what_nothing_needs_is_dropped_and_what_it_needed_too(bundle: Path) -> None:
    assert elf.drop_orphans(bundle) == ["libgone-widgets.so.1", "libgone.so.1"]
    assert {path.name for path in elf.libraries(bundle)} == {
        "libdeep.so.1",
        "libnear.so.2",
        "libpython3.11.so.1.0",
        "module.so",
    }


def test_a_library_that_is_not_there_is_missing(bundle: Path) -> None:
    assert elf.missing(bundle) == []
    (bundle / "_internal" / "libdeep.so.1").unlink()
    found = elf.missing(bundle)
    assert "_internal/libnear.so.2: libdeep.so.1" in found


def test_a_copy_in_a_wheel_gives_way_to_the_library_of_the_desktop(bundle: Path) -> None:
    copies = bundle / "_internal" / "wheel.libs"
    deep = linked(copies / "libauth-154567c4.so.6.0.0")
    copy = linked(copies / "libscreen-9065bb12.so.1.1.0", deep)
    kept = linked(copies / "libcolour-0a1b2c3d.so.2.0")
    module = linked(bundle / "_internal" / "wheel" / "module.so", copy, kept)
    elf.share_with_system(bundle, {"libscreen": "libscreen.so.1"})
    said = subprocess.run(["readelf", "-d", module], capture_output=True, text=True, check=True).stdout
    assert "[libscreen.so.1]" in said
    assert "[libcolour-0a1b2c3d.so.2.0]" in said
    assert {copy.name, deep.name} <= set(elf.drop_orphans(bundle))
    assert [path.name for path in copies.iterdir()] == [kept.name]


def test_the_folders_of_the_build_machine_are_forgotten(bundle: Path) -> None:
    module = bundle / "_internal" / "part" / "module.so"
    elf.forget_build_machine(bundle)
    elf.strip(bundle)
    said = subprocess.run(["readelf", "-d", module], capture_output=True, text=True, check=True).stdout
    assert "runpath: [$ORIGIN]" in said
    assert b"/home/builder" not in module.read_bytes()


def test_the_newest_version_that_is_asked_for_is_told() -> None:
    folder = Path(sys.executable).resolve().parent
    newest = elf.newest_version(folder, "GLIBC")
    assert [int(part) for part in newest.split(".")] >= [2, 2]
