"""What is left of ICU's data is a package that ICU can read, in which nothing that Qt asks for is missing."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import icu
import pytest
from system import SetUpError

HEADER = b"\x20\x00\xda\x27\x14\x00" + bytes(6) + b"CmnD" + bytes(16)
ENTRIES = [
    (b"icudt73l/brkitr/thaidict.dict", b"D" * 30),
    (b"icudt73l/coll/sv.res", b"C" * 5),
    (b"icudt73l/de.res", b"G" * 16),
    (b"icudt73l/ibm-943_P15A-2003.cnv", b"J" * 17),
    (b"icudt73l/root.res", b"R" * 16),
    (b"icudt73l/zone/el.res", b"E" * 16),
    (b"icudt73l/zone/root.res", b"Z" * 16),
]


def table(package: bytes) -> dict[str, bytes]:
    """The names and the first bytes of the data, read as ICU reads them: by offsets from the end of the header."""
    body = package[struct.unpack_from("<H", package)[0] :]
    found = {}
    for number in range(struct.unpack_from("<I", body)[0]):
        name, data = struct.unpack_from("<II", body, 4 + 8 * number)
        assert data % 16 == 0
        found[body[name : body.index(b"\0", name)].decode()] = body[data : data + 5]
    return found


def test_what_qt_asks_for_is_kept_in_order() -> None:
    left = table(icu.filtered(HEADER + icu.packed(ENTRIES)))
    assert left == {
        "icudt73l/coll/sv.res": b"CCCCC",
        "icudt73l/ibm-943_P15A-2003.cnv": b"JJJJJ",
        "icudt73l/root.res": b"RRRRR",
        "icudt73l/zone/root.res": b"ZZZZZ",
    }
    assert list(left) == sorted(left)


def test_a_file_that_is_something_else_stops_the_build() -> None:
    with pytest.raises(SetUpError, match=r"icu\.py"):
        icu.package_in(b"\x7fELF" + bytes(100))


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("as"), reason="needs the GNU assembler and linker")
def test_qt_sorts_and_converts_with_what_is_left(tmp_path: Path) -> None:
    from PySide6 import QtCore

    original = next((Path(QtCore.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    trimmed = tmp_path / original.name
    shutil.copyfile(original, trimmed)
    icu.trim(trimmed)
    assert trimmed.stat().st_size < original.stat().st_size / 3
    asked = (
        "from PySide6.QtCore import QCollator, QLocale, QStringDecoder\n"
        "sort = lambda language, words: ''.join(sorted(words, key=QCollator(QLocale(language)).sortKey))\n"
        "print(sort('sv', 'öaåz'), sort('de', 'zöa'), QLocale('tr').toUpper('iı'))\n"
        "names = 'KOI8-R Shift_JIS EUC-JP ISO-2022-JP EUC-KR GBK GB2312 gb18030 Big5 Big5-HKSCS windows-1256 TIS-620'\n"
        "print([name for name in names.split() if not QStringDecoder(name).isValid()])\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", asked]
    whole, left = (
        subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=variables).stdout
        for variables in (dict[str, str](), {"LD_PRELOAD": str(trimmed)})
    )
    assert left == whole
    assert left.splitlines() == ["azåö aöz İI", "[]"]
