"""Edits that mark words up: what the commands of the editor do to a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain import marking_up
from briefing.domain.marked_text import plain
from briefing.domain.marking_up import Edit, Style
from tests.domain.test_marked_text import ANY

B, I = Style.BOLD, Style.ITALIC  # noqa: E741


def spot(text: str) -> tuple[str, int, int]:
    """A text in which ‹ and › stand for the selection, or ‹ alone for the caret."""
    start = text.index("‹")
    rest = text.replace("‹", "")
    return rest.replace("›", ""), start, rest.index("›") if "›" in rest else start


def shown(text: str, edit: Edit | None) -> str:
    """The text after an edit, with the selection."""
    if edit is None:
        return "nothing"
    new = edit.applied(text)
    end = "›" if edit.last > edit.first else ""
    return f"{new[: edit.first]}‹{new[edit.first : edit.last]}{end}{new[edit.last :]}"


@pytest.mark.parametrize(
    ("style", "before", "after"),
    [
        (B, "One ‹two› three", "One **‹two›** three"),
        (B, "One **‹two›** three", "One ‹two› three"),
        (B, "One ‹**two**› three", "One ‹two› three"),
        (B, "One t‹wo th›ree", "One **‹two three›**"),
        (B, "One ‹two ›three", "One **‹two›** three"),
        (B, "‹One **two** three›", "**‹One two three›**"),
        (I, "One **‹two›** three", "One ***‹two›*** three"),
        (B, "One *two ‹three›*", "One *two **‹three›***"),
        (B, "‹One› *two* three", "**‹One›** *two* three"),
        (B, "- ‹one\n- two›", "- **‹one**\n- **two›**"),
        (B, "See ‹the [map](https://x.y)›", "See **‹the [map›](https://x.y)**"),
        (B, "One t‹wo", "One **t‹wo**"),
        (I, "One two‹", "One *two*‹"),
        (B, "One **two‹** three", "One **two**‹ three"),
        (B, "One **two**‹ three", "One two‹ three"),
        (B, "One ‹", "One **‹**"),
        (B, "重‹要な›こと", "重**‹要な›**こと"),
        (B, "One ‹  › two", "nothing"),
        (B, "so‹.›txt", "nothing"),
    ],
)
def test_styles(style: Style, before: str, after: str) -> None:
    text, start, end = spot(before)
    assert shown(text, marking_up.styled(text, start, end, style)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See ‹the map›.", "See [‹the map›](https://x.y)."),
        ("See the ma‹p.", "See the [‹map›](https://x.y)."),
        ("See **the ‹map›**.", "See **the [‹map›](https://x.y)**."),
        ("See [‹map›](https://a.b).", "See [‹map›](https://x.y)."),
        ("‹One\ntwo›", "nothing"),
        ("See ‹[1]› here", "nothing"),
        ("See ‹", "nothing"),
    ],
)
def test_links(before: str, after: str) -> None:
    text, start, end = spot(before)
    assert shown(text, marking_up.linked(text, start, end, "https://x.y")) == after


def test_a_link_is_filled_in_changed_and_taken_off() -> None:
    text, start, end = spot("See **the ‹map›** now")
    assert shown(text, marking_up.link_to_fill_in(text, start, end)) == "See **the [map](‹https://›)** now"
    text, start, end = spot("a [b](https://c.d) [e ‹f](https://g.h)")
    place = marking_up.address_at(text, start, end)
    assert place is not None
    assert text[slice(*place)] == "https://g.h"
    assert shown(text, marking_up.unlinked(text, start, end)) == "a [b](https://c.d) e ‹f"
    assert marking_up.address_at(text, 0, 0) is None
    assert marking_up.unlinked(text, 0, 0) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a‹bc", "- a‹bc"),
        ("x\n‹one\ntwo›\ny", "x\n‹- one\n- two›\ny"),
        ("‹- one\n- two›", "‹one\ntwo›"),
        ("‹- one\ntwo›", "‹- one\n- two›"),
        ("1. a‹", "a‹"),
        ("‹", "- ‹"),
    ],
)
def test_lists(before: str, after: str) -> None:
    text, start, end = spot(before)
    assert shown(text, marking_up.listed(text, start, end)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one‹", "- one\n- ‹"),
        ("- on‹e\nx", "- on\n- ‹e\nx"),
        ("- one\n- ‹", "- one\n‹"),
        ("  • one‹", "  • one\n  • ‹"),
        ("1. a‹\n2. b\n3. c\nd", "1. a\n2. ‹\n3. b\n4. c\nd"),
        ("one‹", "nothing"),
        ("‹- one", "nothing"),
        ("24. Dezember‹", "nothing"),
        ("- one\ntwo‹", "nothing"),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it(before: str, after: str) -> None:
    text, start, _ = spot(before)
    assert shown(text, marking_up.continued(text, start)) == after


@given(ANY, st.integers(0, 40), st.integers(0, 40), st.sampled_from(Style))
def test_no_style_changes_the_words(text: str, start: int, end: int, style: Style) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    for edit in (
        marking_up.styled(text, start, end, style) if start < end else None,
        marking_up.linked(text, start, end, "https://x.y"),
        marking_up.unlinked(text, start, end),
    ):
        if edit is not None:
            new = edit.applied(text)
            assert plain(new) == plain(text)
            assert 0 <= edit.first <= edit.last <= len(new)


@given(ANY, st.integers(0, 40), st.integers(0, 40))
def test_no_command_fails(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    marking_up.styled(text, start, start, Style.BOLD)
    marking_up.link_to_fill_in(text, start, end)
    marking_up.address_at(text, start, end)
    edit = marking_up.listed(text, start, end)
    assert 0 <= edit.first <= edit.last <= len(edit.applied(text))
    if (edit := marking_up.continued(text, start)) is not None:
        assert 0 <= edit.first <= len(edit.applied(text))


@given(st.from_regex(r"[a-z]{1,6}( [a-z]{1,6}){0,4}", fullmatch=True), st.data())
def test_twice_is_not_at_all(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = marking_up.styled(text, start, end, Style.BOLD)
    if first is not None:
        marked = first.applied(text)
        second = marking_up.styled(marked, first.first, first.last, Style.BOLD)
        assert second is not None
        assert second.applied(marked) == text
