"""Outlook's messages become articles like other letters; their files are made here, stream by stream."""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from briefing.domain.articles import Capture, Outcome
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import documents, extract, msg, msg_rtf
from briefing.sources.sniff import Kind, kind_of
from briefing.sources.units import words_of

PROSE = "The tide rose again at the old quay, and nobody in the harbour was surprised by what it brought that day."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
SENT = datetime(2025, 6, 3, 6, 12, 13, tzinfo=UTC)
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF

Tree = Mapping[str, Any]


def compound(tree: Tree) -> bytes:
    """An OLE2 file [MS-CFB] of streams under 4,096 bytes: names to bytes, or to another such tree for a storage."""
    entries: list[list[Any]] = [["Root Entry", 5, _NONE, _NONE, 0, 0]]
    mini, mini_fat = bytearray(), []
    _place(tree, 0, entries, mini, mini_fat)
    count = -(-len(entries) // 4), -(-len(mini_fat) // 128), -(-len(mini) // 512)
    start_mini_fat, start_mini = 1 + count[0], 1 + count[0] + count[1]
    entries[0][4:] = [start_mini if mini else _END, len(mini)]
    fat = [_FAT]
    for start, length in zip((1, start_mini_fat, start_mini), count, strict=True):
        fat += [*range(start + 1, start + length), _END] if length else []
    assert len(fat) <= 128
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096),
        *(start_mini_fat if mini_fat else _END, count[1], _END, 0),
    )
    body = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    body += _padded(b"".join(map(_entry, entries)), 512)
    body += _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), 512, b"\xff") + _padded(bytes(mini), 512)
    return header + struct.pack("<109I", 0, *[_FREE] * 108) + body


def _place(tree: Tree, parent: int, entries: list[list[Any]], mini: bytearray, mini_fat: list[int]) -> None:
    before = -1
    for name, content in tree.items():
        own = len(entries)
        if before < 0:
            entries[parent][3] = own
        else:
            entries[before][2] = own
        before = own
        if isinstance(content, bytes):
            assert len(content) < 4096
            sectors = -(-len(content) // 64)
            start = len(mini_fat)
            entries.append([name, 2, _NONE, _NONE, start if content else _END, len(content)])
            mini_fat += [*range(start + 1, start + sectors), _END] if sectors else []
            mini += _padded(content, 64)
        else:
            entries.append([name, 1, _NONE, _NONE, 0, 0])
            _place(content, own, entries, mini, mini_fat)


def _entry(entry: list[Any]) -> bytes:
    name, kind, right, child, start, size = entry
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ", encoded, len(encoded), kind, 1, _NONE, right, child, 0, start, size
    )  # siblings as a chain to the right: readers walk any tree


def _padded(content: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return content + filler * (-len(content) % size)


def numbers(*, header: int = 32, sent: datetime | None = SENT, **values: int) -> bytes:
    """A stream of fixed properties; `p3FFD=1252` is the number 0x3FFD."""
    entries = [struct.pack("<HHIQ", 3, int(name[1:], 16), 6, value) for name, value in values.items()]
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        entries.append(struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks))
    return bytes(header) + b"".join(entries)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def message(*, header: int = 32, **streams: Any) -> dict[str, Any]:
    """A message; `s0037001F=...` is the stream of property 0037 of type 001F, other names are storages."""
    tree: dict[str, Any] = {
        "__properties_version1.0": numbers(header=header),
        "__substg1.0_0037001F": wide("AW: The quay"),
    }
    tree |= {f"__substg1.0_{name[1:]}" if len(name) == 9 and name[0] == "s" else name: c for name, c in streams.items()}
    return tree


def captured(**streams: Any) -> Capture:
    return msg.read(compound(message(**streams)))


def test_a_text_message() -> None:
    found = captured(
        s0C1A001F=wide("Quill, Ada"), s0C1F001F=wide("ada@h.example"), s1000001F=wide(f"{PROSE}\r\n\r\n> Old.\r\n")
    )
    assert (found.title, found.authors, found.published) == ("The quay", ("Ada Quill",), "2025-06-03T06:12:13+00:00")
    assert [block.kind for block in found.text.blocks] == [BlockKind.PARAGRAPH, BlockKind.QUOTE]
    assert found.outcome is Outcome.FULL


def test_html_comes_before_text_and_brings_its_pictures() -> None:
    attachment = {
        "__substg1.0_37010102": PNG,
        "__substg1.0_3712001F": wide("quay@h"),
        "__properties_version1.0": bytes(8),
    }
    html = f'<html><body><table><tr><td><h1>Tides</h1>{PROSE}</td></tr></table><img src="cid:quay@h" width=300>'
    found = captured(
        s1000001F=wide("Only text."), s10130102=html.encode(), **{"__attach_version1.0_#00000000": attachment}
    )
    assert [block.kind for block in found.text.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.IMAGE]
    assert [picture.body for picture in found.pictures] == [PNG]
    assert found.text.blocks[2].sha256 == found.pictures[0].sha256


def test_eight_bit_text_in_the_code_page_it_names() -> None:
    tree = {
        "__properties_version1.0": numbers(p3FFD=1251),
        "__substg1.0_0037001E": "Привет".encode("cp1251"),
        "__substg1.0_1000001E": "Это письмо.".encode("cp1251"),
    }
    found = msg.read(compound(tree))
    assert (found.title, found.text.text) == ("Привет", "Это письмо.")


def test_the_headers_of_the_post_say_what_the_properties_do_not() -> None:
    headers = "From: Daily <n@h.example>\nDate: Tue, 3 Jun 2025 08:12:13 +0200\nList-Id: Mornings <m.h.example>\n"
    found = captured(s007D001F=wide(headers), s1000001F=wide(PROSE))
    assert (found.outlet, found.published) == ("Mornings", "2025-06-03T08:12:13+02:00")


def test_a_message_attached_to_another_is_unwrapped() -> None:
    inner = message(header=24, s1000001F=wide(PROSE), s0C1A001F=wide("Ada Quill"))
    outer = message(s1000001F=wide("See below."), **{"__attach_version1.0_#00000000": {"__substg1.0_3701000D": inner}})
    outer["__substg1.0_0037001F"] = wide("FW: look")
    found = msg.read(compound(outer))
    assert (found.title, found.authors) == ("The quay", ("Ada Quill",))
    assert [block.text for block in found.text.blocks if not block.struck] == [PROSE]


def rtf(content: str) -> bytes:
    """RTF in the uncompressed form of property 1009."""
    body = content.encode("ascii")
    return struct.pack("<II4sI", len(body) + 12, len(body), b"MELA", 0) + body


def test_html_wrapped_in_rtf() -> None:
    wrapped = (
        r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag19 <html>}{\*\htmltag64 <p>}"
        r"\htmlrtf {\htmlrtf0 " + PROSE + r" Gr\'f6\u223?e \{x\}\htmlrtf \par}\htmlrtf0 {\*\htmltag72 </p>}"
        r"{\*\htmltag64 <p class=\'22a\'22>}{\*\mhtmltag64 <p>}Second.{\*\htmltag72 </p>}}"
    )
    found = captured(s10090102=rtf(wrapped))
    assert [block.text for block in found.text.blocks] == [f"{PROSE} Größe {{x}}", "Second."]


def test_rtf_of_its_own_gives_its_text() -> None:
    found = captured(
        s10090102=rtf(r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x;}One \b bold\b0  line.\par Another.}")
    )
    assert [block.text for block in found.text.blocks] == ["One bold line.", "Another."]


def test_compressed_rtf() -> None:
    """The two examples of [MS-OXRTFCP] 3.1 and 3.2."""
    plain = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert msg_rtf.decompressed(plain) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    crossing = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert msg_rtf.decompressed(crossing) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_a_message_without_text_names_what_it_carries() -> None:
    attachment = {"__substg1.0_3707001F": wide("report.pdf"), "__substg1.0_37010102": b"%PDF"}
    found = captured(**{"__attach_version1.0_#00000000": attachment})
    assert found.outcome is Outcome.NO_ARTICLE
    assert "“report.pdf”" in found.reason


def test_old_office_files_are_no_messages() -> None:
    assert kind_of(compound({"WordDocument": b"x"})) is Kind.OFFICE
    assert kind_of(compound(message())) is Kind.OUTLOOK


def test_the_whole_way_through_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "letter.bin"
    path.write_bytes(compound(message(s1000001F=wide(PROSE))))
    try:
        found = documents.capture_file(path)
    finally:
        extract.close()
    assert found.snapshot is not None
    assert (found.text.text, found.snapshot.media_type) == (PROSE, "application/vnd.ms-outlook")


def test_damaged_messages_end_with_a_sentence_or_what_is_left() -> None:
    whole = compound(message(s1000001F=wide(PROSE), s10090102=rtf("{\\rtf1 x}")))
    for cut in range(0, len(whole), 97):
        for body in (whole[:cut], whole[:cut] + b"\xff" * 64 + whole[cut + 64 :]):
            began = time.monotonic()
            with contextlib.suppress(CaptureError):
                assert msg.read(body).title
            assert time.monotonic() - began < 3


@pytest.fixture
def messages(corpora: Path) -> Iterator[list[Path]]:
    yield [path for path in sorted((corpora / "3-msg").rglob("*")) if path.suffix in (".msg", ".eml")]
    extract.close()


@pytest.mark.corpora
def test_every_message_of_the_corpora_ends_well(messages: list[Path]) -> None:
    assert messages
    for path in messages:
        with contextlib.suppress(CaptureError):
            found = documents.capture_file(path)
            assert found.title, path
            assert found.outcome is Outcome.FULL or found.reason, path


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("test_outlook_msg", "Test Email Message", "This is the body of the test email message"),
        ("quick", "Test the content transformer", "The quick brown fox jumps over the lazy dog"),
        ("HTMLBodyBinary_UTF-8", "Subject öäü Subject", "öäü"),
        ("simple_test_msg", "test message", "This is a test message."),
        ("msg_simple", "Simple Email", ""),
    ],
)
def test_what_the_corpora_expect(messages: list[Path], name: str, title: str, words: str) -> None:
    path = next(path for path in messages if path.stem == name)
    found = documents.capture_file(path)
    assert found.title == title
    assert set(words_of(words)) <= set(words_of(found.text.text))
