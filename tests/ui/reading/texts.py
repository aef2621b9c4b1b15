"""Articles for the reader's tests: generated ones with every kind of block and letter, and a written one."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont

from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.ui.page_formats import Look

_LETTERS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        [
            "plain words",
            "🙂👩‍👩‍👧🇩🇪",
            "e\u0301a\u0308\u0327",
            "שלום עולם 14.3",
            "هذه فقرة، 42",
            "第一段落。",
            "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
            "tab\there",
            "line\nbreak\r\nand\u2028more\u2029end",
            "\ufffc\ufdd0\ufdd1\x00",
            "\u202eright\u202c \u2067to\u2069 left",
            "\u00a0\u00ad\u200b",
        ]
    ),
)
_RUNS = st.lists(
    st.builds(
        Run,
        text=_LETTERS,
        bold=st.booleans(),
        italic=st.booleans(),
        code=st.booleans(),
        link=st.sampled_from(["", "", "https://example.org/a?b=1", "file:///etc/hostname", "javascript:alert(1)"]),
    ),
    max_size=3,
).map(tuple)
_PLAIN = st.sampled_from([kind for kind in BlockKind if kind not in (BlockKind.TABLE, BlockKind.IMAGE, BlockKind.RULE)])
_BLOCKS = st.one_of(
    st.builds(Block, _PLAIN, _RUNS, level=st.integers(0, 7), ordered=st.booleans(), struck=st.booleans()),
    st.builds(Block, st.just(BlockKind.RULE)),
    st.builds(
        Block, st.just(BlockKind.IMAGE), _RUNS, sha256=st.sampled_from(["", "ab" * 32]), alt=st.sampled_from(["", "A"])
    ),
    st.builds(
        Block,
        st.just(BlockKind.TABLE),
        rows=st.lists(st.lists(_RUNS, max_size=3).map(tuple), max_size=3).map(tuple),
        header_rows=st.integers(0, 2),
    ),
)


def article_texts() -> st.SearchStrategy[ArticleText]:
    """Articles of up to six blocks of every kind, with astral, combining and bidirectional text."""
    return st.lists(_BLOCKS, max_size=6).map(lambda blocks: ArticleText(tuple(blocks)))


@cache
def LOOK(application: object) -> Look:
    """A look that needs no theme. Fonts need a running application, so it asks for one."""
    body = QFont("Serif")
    body.setPixelSize(17)
    colour = QColor("#123456")
    return Look(body, QFont(body), QFont(body), colour, colour, colour, colour, QColor("#1F4E8C"), colour)


def paragraph(*parts: str | Run, kind: BlockKind = BlockKind.PARAGRAPH, struck: bool = False, level: int = 0) -> Block:
    """A block of some words."""
    runs = tuple(Run(part) if isinstance(part, str) else part for part in parts)
    return Block(kind, runs, struck=struck, level=level)


def harbour() -> ArticleText:
    """An article about a harbour, with a table, a list, a picture and a line of its page's interface."""
    cells = [["Berth", "Ships"], ["North", "14"], ["South", "9"]]
    rows = tuple(tuple((Run(cell),) for cell in row) for row in cells)
    return ArticleText(
        (
            paragraph(
                "The harbour of Lind will close for two winters. ",
                "Its masters say 🙂 that “nothing else is safe.” ",
                Run("The report", link="https://example.org/report"),
                " names fourteen cracks.",
            ),
            paragraph("What it costs", kind=BlockKind.HEADING, level=2),
            paragraph("Repairs cost 90 million. Nobody has said who pays."),
            Block(BlockKind.TABLE, rows=rows, header_rows=1),
            paragraph("Ferries move to Oss.", kind=BlockKind.LIST_ITEM, level=1),
            paragraph("Freight goes by rail.", kind=BlockKind.LIST_ITEM, level=1),
            Block(BlockKind.IMAGE, (Run("The north mole"),), sha256="0" * 64, alt="A wall"),
            paragraph("Write a comment", struck=True),
        )
    )
