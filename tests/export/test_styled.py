"""Bold, italic, links and lists of takeaways on paper."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.annotations import TakeawayKind
from briefing.domain.marked_text import is_address
from briefing.export.document import Document, Point
from briefing.export.links import safe_link
from tests.export.reading import Reading, plain
from tests.export.styled import ADDRESS

Read = Callable[[str], Reading]
Documents = Callable[[str], Document]


def means(document: Document) -> Point:
    """The takeaway with every kind of mark."""
    return next(p for entry in document.entries for p in entry.points if p.kind is TakeawayKind.FOR_YOU)


def test_words_are_printed_without_their_marks(reading: Read) -> None:
    text = reading("styled").text
    for words in (
        "for the July sailings:",
        "tell the agents, 5 * 3 days ahead",
        "24. June is too late",
        "*args and 2**3",
    ):
        assert plain(words) in text
    for mark in ("**for", "*July", "](", "[the", "buying@"):
        assert plain(mark) not in text


def test_links_can_be_followed(reading: Read) -> None:
    links = [(address, said) for page, address, _, said in reading("styled").links() if address and page < 4]
    assert links == [(ADDRESS, ADDRESS), ("mailto:buying@example.org", "Email buying@example.org")]


def test_lists_and_styles_are_in_the_structure(reading: Read) -> None:
    found = reading("styled").elements("L")
    sizes = [len([child for child in each.children if child.kind == "LI"]) for each in found]
    assert sizes[:2] == [2, 2]
    assert [str(each.node.A[0].ListNumbering) for each in found[:2]] == ["/Circle", "/Decimal"]
    assert all("Link" in {element.kind for element in each.walk()} for each in found[:2])


def test_styles_are_seen(reading: Read) -> None:
    fonts = {words: reading("styled").font(2, words) for words in ("follow", "for the", "July", "southern", "tell the")}
    assert fonts["follow"] == fonts["tell the"]
    assert len(set(fonts.values())) == 4
    assert [words for words, font in fonts.items() if "Italic" in font] == ["July", "southern"]


def test_page_one_and_counts_have_the_bare_words(document: Documents, reading: Read) -> None:
    point = means(document("styled"))
    assert point.text.startswith("Three things follow for the July sailings:\n- book the southern berths, see the port")
    assert "1. ask Purchasing\n2. decide" in point.text
    assert "Three things follow for the July sailings" in " ".join(reading("styled").pages[0].split())


@given(st.text(max_size=12), st.sampled_from(["https://a.b/", "mailto:a@b.c", "http://x"]))
def test_every_address_of_a_link_is_printed_as_one(tail: str, start: str) -> None:
    address = start + tail
    assert not is_address(address) or safe_link(address) == address
