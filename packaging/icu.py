"""The data of Qt's copy of ICU, without the three quarters of it that Qt never asks for. Linux only.

Qt calls ICU to sort (collation), to convert what other programs put on the clipboard (converters), to change case and
to name time zones. Names of languages, regions, currencies and units, the breaking of lines and words, transliteration
and spelled-out numbers are asked for by nothing: Qt has tables of its own. `nm -D --undefined-only libQt6Core.so.6`
lists the functions. The self-test sorts in Swedish and reads encodings of the web with what is left.

The format is ICU's "CmnD" package, see icu4c/source/common/ucmndata.h: a header, a count, pairs of offsets (name, data)
counted from the end of the header, the names in the order of their bytes, and the data, each at a multiple of 16.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from system import SetUpError

MAGIC = b"\xda\x27"
ALIGNMENT = 16

NOT_ASKED_FOR = re.compile(
    r"""
      (brkitr|unit|curr|lang|region|translit|rbnf)/    # Qt breaks lines and names languages with its own tables
    | .*\.spp$ | unames\.icu | confusables\.cfu    # internet names, names of characters, look-alikes
    | [a-z]{2,3}(_\w+)?\.res$    # how people write dates: Qt has its own table (QLocale)
    | zone/(?!root|en\.|pool|tzdbNames|res_index)\w+\.res$    # time zones are named in English
    | (euc-tw|cns-|iso-ir-165|icu-internal-compound-[dt]|lmb-|ebcdic-|ibm-(1388|1390|1364|933|1371|930|935|964
        |5471|954|33722|939|1399|937|16684|12712|5478|971|4517)_).*\.cnv$    # mainframes; nothing on the web
    """,
    re.VERBOSE,
)
"""Entries that are left out, by their place in the package."""


def trim(library: Path) -> None:
    """Write a libicudata.so anew, with what Qt asks for.

    Raises:
        SetUpError: it is not what this knows how to read, or it cannot be linked.
    """
    original = library.read_bytes()
    package = filtered(package_in(original))
    with tempfile.TemporaryDirectory(prefix="briefing-icu-") as folder:
        place = Path(folder)
        (place / "icu.dat").write_bytes(package)
        symbol = _symbol(original)
        (place / "icu.s").write_text(
            f'.section .note.GNU-stack,"",@progbits\n.section .rodata\n.globl {symbol}\n.balign {ALIGNMENT}\n'
            f'.type {symbol}, @object\n{symbol}:\n.incbin "{place / "icu.dat"}"\n.size {symbol}, . - {symbol}\n',
            encoding="ascii",
        )
        _do(["as", str(place / "icu.s"), "-o", str(place / "icu.o")])
        linking = ["ld", "-shared", "-z", "noexecstack", "--hash-style=gnu", "-soname", library.name]
        _do([*linking, str(place / "icu.o"), "-o", str(library)])


def package_in(library: bytes) -> bytes:
    """The data package inside a shared library, from its header to the end of the data.

    Raises:
        SetUpError: there is none.
    """
    at = library.find(MAGIC) - 2
    if at < 0 or library[at + 12 : at + 16] != b"CmnD":
        raise SetUpError("Qt's ICU data is not what this build knows: see packaging/icu.py.")
    return library[at:]


def filtered(package: bytes) -> bytes:
    """The same package without what is not asked for."""
    header = struct.unpack_from("<H", package)[0]
    entries = [(name, data) for name, data in _entries(package, header) if not _is_left_out(name)]
    return package[:header] + packed(entries)


def packed(entries: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The table, the names and the data of a package; names in order."""
    names_at = 4 + 8 * len(entries)
    names = b"".join(name + b"\0" for name, _data in entries)
    table = struct.pack("<I", len(entries))
    parts: list[bytes] = []
    name_at, data_at = names_at, _aligned(names_at + len(names))
    gap = b"\0" * (data_at - names_at - len(names))
    for name, data in entries:
        table += struct.pack("<II", name_at, data_at)
        padded = data + b"\0" * (_aligned(len(data)) - len(data))
        parts.append(padded)
        name_at += len(name) + 1
        data_at += len(padded)
    return table + names + gap + b"".join(parts)


def _entries(package: bytes, header: int) -> list[tuple[bytes, bytes]]:
    body = memoryview(package)[header:]
    count = struct.unpack_from("<I", body)[0]
    offsets = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    ends = [data for _name, data in offsets[1:]] + [_last_end(package, header, offsets[-1][1])]
    found = []
    for (name, data), end in zip(offsets, ends, strict=True):
        text = bytes(body[name : name + 256]).partition(b"\0")[0]
        found.append((text, bytes(body[data:end])))
    return found


def _last_end(package: bytes, header: int, start: int) -> int:
    """Where the last entry ends. Entries are not told how long they are, and behind this one the library goes on."""
    return min(len(package) - header, start + (64 << 10))


def _is_left_out(name: bytes) -> bool:
    return NOT_ASKED_FOR.match(name.decode("ascii").partition("/")[2]) is not None


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _symbol(library: bytes) -> str:
    found = re.search(rb"icudt\d+_dat", library)
    if found is None:
        raise SetUpError("Qt's ICU data has no name that this build knows: see packaging/icu.py.")
    return found.group().decode("ascii")


def _do(command: Sequence[str]) -> None:
    done = subprocess.run(list(command), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(f"{' '.join(command)} failed:\n{done.stderr}")
