"""Pasted text: its structure is found, and no character of it is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.articles import Capture, Origin, Outcome
from briefing.domain.errors import CaptureError
from briefing.domain.text import BlockKind
from briefing.sources import lines, plaintext

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)

PARAGRAPH = (
    "The harbour master said on Monday that the new quay would open in spring, that it had cost less than anybody "
    "had feared, and that the old one would be kept for the fishing boats of the town."
)
SHAPED = f"""The quay that cost less

By Ada Quill and Bo Marsh | 4 min read
Published June 3, 2025

{PARAGRAPH}

A bill nobody expected

{PARAGRAPH} Three things helped:

• cheap stone
• a mild winter
  ◦ hardly any frost
• luck

Year\tCost
2024\t12
2025\t9

Business Owners: What This Means for You

{PARAGRAPH}

{PARAGRAPH}

What comes next

{PARAGRAPH}

Share this article
12 Comments
Leave a comment"""


def paste(text: str) -> Capture:
    return plaintext.capture(text, now=NOW)


def picture(capture: Capture) -> list[str]:
    """The blocks as one line each: kind, level, struck, first words."""
    return [
        f"{'~' if block.struck else ''}{block.kind.value}{block.level or ''} {block.text[:24]}".rstrip()
        for block in capture.text.blocks
    ]


def test_all_that_a_paste_hints_at_is_found() -> None:
    found = paste(SHAPED)
    assert found.title == "The quay that cost less"
    assert found.authors == ("Ada Quill", "Bo Marsh")
    assert found.published == "2025-06-03"
    assert picture(found) == [
        "~paragraph By Ada Quill and Bo Mars",
        "~paragraph Published June 3, 2025",
        "paragraph The harbour master said",
        "heading2 A bill nobody expected",
        "paragraph The harbour master said",
        "list_item1 cheap stone",
        "list_item1 a mild winter",
        "list_item2 hardly any frost",
        "list_item1 luck",
        "table Year\tCost\n2024\t12\n2025\t9",
        "heading2 Business Owners: What Th",
        "paragraph The harbour master said",
        "paragraph The harbour master said",
        "heading2 What comes next",
        "paragraph The harbour master said",
        "~paragraph Share this article",
        "~paragraph 12 Comments",
        "~paragraph Leave a comment",
    ]
    assert found.text.blocks[9].header_rows == 1
    assert found.outcome is Outcome.FULL
    assert found.origins["title"] is Origin.PASTE


def test_a_section_for_the_reader_is_offered_with_its_place() -> None:
    found = paste(SHAPED)
    (offer,) = found.offers
    assert offer.heading == "Business Owners: What This Means for You"
    assert offer.text == f"{PARAGRAPH}\n{PARAGRAPH}"
    assert found.text.text[offer.start : offer.end] == offer.text


def test_the_untouched_paste_is_kept() -> None:
    snapshot = paste(SHAPED).snapshot
    assert snapshot is not None
    assert snapshot.body.decode() == SHAPED
    assert (snapshot.captured_at, snapshot.media_type) == (NOW, "text/plain; charset=utf-8")


def test_three_lines_with_as_many_bars_are_a_table() -> None:
    rows = "Trend | Impact\nZero trust | Fewer doors stand open\nDefence by machine | Faster answers"
    (table,) = [b for b in paste(f"T\n\n{PARAGRAPH}\n{rows}\n{PARAGRAPH}").text.blocks if b.kind is BlockKind.TABLE]
    assert table.header_rows == 1
    assert table.text == rows.replace(" | ", "\t")
    two = paste(f"T\n\n{PARAGRAPH}\nTrend | Impact\nZero trust | Fewer doors\n{PARAGRAPH}").text.blocks
    assert BlockKind.TABLE not in {block.kind for block in two}


def test_the_first_article_ever_pasted() -> None:
    seed = Path(__file__).parents[3] / "shared" / "seeds" / "openai-leaves-scale-ai.txt"
    if not seed.is_file():
        pytest.skip("the seed is not part of this repository")
    found = paste(seed.read_text(encoding="utf-8"))
    assert found.title == "OpenAI's Strategic Shift: Why They're Leaving Scale AI Behind"
    kinds = [block.kind for block in found.text.blocks]
    assert kinds == [BlockKind.PARAGRAPH, *[BlockKind.HEADING, BlockKind.PARAGRAPH] * 5, BlockKind.PARAGRAPH]
    assert [block.text for block in found.text.blocks if block.struck] == ["Write A Comment"]
    assert [offer.heading for offer in found.offers] == ["Business Professionals: What This Means for You"]


@pytest.mark.parametrize(
    "line",
    [
        *("Write A Comment", "Share", "Read more »", "3 min read", "Subscribe to our newsletter", "ADVERTISEMENT"),
        *(
            "Kommentar schreiben",
            "Laisser un commentaire",
            "Deja un comentario",
            "Lascia un commento",
            "Оставить комментарий",
        ),
        *("コメントを書く", "发表评论", "댓글 쓰기", "اترك تعليقا", "כתוב תגובה"),
    ],
)
def test_interface_lines_at_the_ends_are_struck_in_many_languages(line: str) -> None:
    found = paste(f"{line}\nThe quay that cost less\n{PARAGRAPH}\n{PARAGRAPH}\n{line}")
    assert [block.text for block in found.text.blocks if block.struck] == [line, line]
    assert found.title == "The quay that cost less"
    assert line not in found.text.readable


def test_interface_words_inside_the_text_stay() -> None:
    found = paste(f"The quay that cost less\n{PARAGRAPH}\nShare\n{PARAGRAPH}")
    assert not any(block.struck for block in found.text.blocks)


def test_a_text_without_a_title_lends_its_first_words_and_keeps_them() -> None:
    found = paste(f"{PARAGRAPH}\n{PARAGRAPH}")
    assert found.title.startswith("The harbour master said")
    assert found.title.endswith("…")
    assert len(found.title) <= 81
    assert len(found.text.blocks) == 2
    assert found.origins["title"] is Origin.GUESS


def test_numbers_in_a_row_are_a_list_and_numbers_over_paragraphs_are_headings() -> None:
    found = paste(
        f"Three ways to pay less\n{PARAGRAPH}\n1. Ask\n2. Wait\n3. Ask again\n{PARAGRAPH}\n"
        f"1. Asking early helps most\n{PARAGRAPH}\n2. Waiting is for the patient\n{PARAGRAPH}"
    )
    items = [block for block in found.text.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(block.text, block.ordered) for block in items] == [("Ask", True), ("Wait", True), ("Ask again", True)]
    headings = [block.text for block in found.text.blocks if block.kind is BlockKind.HEADING]
    assert headings == ["1. Asking early helps most", "2. Waiting is for the patient"]


def test_short_lines_after_a_colon_are_a_list() -> None:
    found = paste(f"What a boat needs\n{PARAGRAPH}\nEvery boat carries:\na rope\na light\na radio\n{PARAGRAPH}")
    assert [b.text for b in found.text.blocks if b.kind is BlockKind.LIST_ITEM] == ["a rope", "a light", "a radio"]


def test_a_heading_ends_the_short_lines_after_a_colon() -> None:
    lines = f"Every boat carries:\na rope\na light\na radio\nWhat a Radio Costs\n{PARAGRAPH}\n{PARAGRAPH}"
    found = paste(f"What a boat needs\n{PARAGRAPH}\nWhat the Law Asks For\n{PARAGRAPH}\n{lines}")
    assert [b.text for b in found.text.blocks if b.kind is BlockKind.LIST_ITEM] == ["a rope", "a light", "a radio"]
    headings = [b.text for b in found.text.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["What the Law Asks For", "What a Radio Costs"]


def test_lines_broken_at_a_column_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(PARAGRAPH, 72) for _ in range(3))
    found = paste(f"The quay that cost less\n\n{wrapped}")
    assert [block.text for block in found.text.blocks] == [PARAGRAPH] * 3


def test_markdown_is_read_as_markdown() -> None:
    found = paste("# The **quay**\n\nBy Ada Quill\n\nIt cost [less](https://example.com/a).\n\n## Why\n\n- stone\n")
    assert found.title == "The quay"
    assert found.authors == ("Ada Quill",)
    assert picture(found) == ["~paragraph By Ada Quill", "paragraph It cost less.", "heading2 Why", "list_item1 stone"]
    assert found.text.blocks[1].runs[1].link == "https://example.com/a"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\u200b\n"])
def test_a_paste_without_text_says_so(text: str) -> None:
    with pytest.raises(CaptureError, match="no text"):
        paste(text)


def test_a_title_alone_is_told_to_be_little() -> None:
    found = paste("Write A Comment")
    assert found.title
    assert found.text.text == "Write A Comment"
    found = paste("The quay\nShare")
    assert found.outcome is Outcome.PARTIAL
    assert "Paste the whole article" in found.reason


def test_far_too_much_is_refused() -> None:
    with pytest.raises(CaptureError, match="ten books"):
        paste("word " * 1_000_001)


LINES = st.lists(
    st.one_of(
        st.text(max_size=90),
        st.sampled_from(
            ["Share", "By Ada Quill", "# A title", "- one", "1. first", "a\tb", "What this means for you", ""]
        ),
    ),
    max_size=14,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A title\nWords under it.", True),
        ("Words.\n\n# A title\n\nWords under it.", True),
        ("Words.\n## A part\nWords under it.", True),
        ("Change the settings:\n# Connection settings\nmax_connections = 200\n# WAL\nwal = on", False),
    ],
)
def test_a_comment_of_code_does_not_make_a_text_markdown(text: str, expected: bool) -> None:
    assert plaintext.markdown.looks_like_markdown(text) is expected


@given(LINES)
def test_no_paste_breaks_and_no_word_is_lost(some: list[str]) -> None:
    text = "\n".join(some)
    if not lines.split(text):
        return
    try:
        found = paste(text)
    except CaptureError:
        return
    assert found.title.strip()
    for offer in found.offers:
        assert found.text.text[offer.start : offer.end] == offer.text
    if not plaintext.markdown.looks_like_markdown(text):
        kept = f"{found.title}\n{found.text.text}"
        words = [word for word in lines.clean(text).split() if len(word) > 3 and word.isalpha()]
        assert all(word in kept for word in words)
