"""An article shown, 200 highlights painted, and scrolling over them, beside a bare QTextBrowser in the same run.

Run as `python -m tests.benchmarks.reader [--quick]`. "Shown" is from the article in hand to its first paint, fonts
loaded: document, layout of what is in view, pixels. It is CPU time, so that other programs count little. The floor is
the same text, without any formats, in a QTextBrowser.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTextBrowser

from briefing.domain.annotations import HighlightId, Meaning
from briefing.domain.articles import Article, ArticleId, ArticleSummary, Outcome, Shelf
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.ui import article_document
from briefing.ui.article_document import ClosedDocument, build
from briefing.ui.delegates.highlight_marks import Mark
from briefing.ui.panes.reading.article_view import ArticleView
from briefing.ui.panes.reading.page_look import look_of, masthead_of, page_width
from briefing.ui.panes.reading.page_style import PageStyle
from briefing.ui.theme import Theme

SIZES = ((76, 67_000), (767, 679_000))
"""Kilobytes of HTML, and the code points of text that such a page has."""
GOALS = {76: 80, 767: 200}
HIGHLIGHTS, HIGHLIGHTS_GOAL, FRAME_GOAL = 200, 50, 33
PASSES = 5
"""How often the page is scrolled: a frame that another program spoils is not the same one each time."""
asked: list[str] = []


class WatchedDocument(ClosedDocument):
    """Notes every resource that is asked for."""

    def loadResource(self, type: int, name: QUrl | str) -> QImage:
        asked.append(QUrl(name).toString())
        return super().loadResource(type, name)  # type: ignore[no-any-return]


def main() -> int:
    rounds = 5 if "--quick" in sys.argv else 15
    application = QApplication([])
    theme = Theme()
    theme.style()
    article_document.ClosedDocument = WatchedDocument  # type: ignore[misc]
    rows: list[tuple[str, float, float, float]] = []
    late: list[tuple[int, list[int], int]] = []
    for kilobytes, length in SIZES:
        article = make(length)
        view, bare = ArticleView(theme), QTextBrowser()
        for widget in (view, bare):
            widget.resize(760, 800)
            widget.show()
        application.processEvents()
        show(view, article, theme)
        shown = median(lambda view=view, article=article: show(view, article, theme), rounds)  # type: ignore[misc]
        floor = median(lambda bare=bare, article=article: show_bare(bare, article.text.text), rounds)  # type: ignore[misc]
        rows.append((f"{kilobytes} KB article shown", shown, GOALS[kilobytes], shown / floor))
        marks = highlights(view, length)
        painted = median(lambda view=view, marks=marks: paint_marks(view, marks), rounds)  # type: ignore[misc]
        rows.append((f"{HIGHLIGHTS} highlights painted on it", painted, HIGHLIGHTS_GOAL, painted / floor))
        passes = [scroll(view) for _ in range(PASSES)]
        frames = [frame for each in passes for frame in each]
        rows.append(("slowest frame of scrolling it", max(frames), FRAME_GOAL, max(frames) / floor))
        of_all = statistics.quantiles(frames, n=100)[97]
        rows.append(("98 of 100 frames take at most", of_all, FRAME_GOAL, of_all / floor))
        late.append((kilobytes, [sum(frame > FRAME_GOAL for frame in each) for each in passes], len(passes[0])))
        for widget in (view, bare):
            widget.close()
            widget.deleteLater()
    print(f"{'':36}{'ms':>8}{'reach':>8}{'x floor':>9}")
    for name, value, goal, ratio in rows:
        print(f"{name:36}{value:8.1f}{goal:8.0f}{ratio:9.2f}  {'' if value <= goal else 'MISSED'}")
    for kilobytes, counts, of in late:
        said = ", ".join(map(str, counts))
        print(f"frames over {FRAME_GOAL} ms on {kilobytes} KB, of {of} in each of {len(counts)} passes: {said}")
    foreign = [name for name in asked if not name.startswith("picture:")]
    print(f"{'network or file requests':36}{len(foreign):8}{0:8}")
    return 1 if foreign else 0


def make(length: int) -> Article:
    """An article of about `length` code points with headings, links, lists, quotes, tables and tracking pictures."""
    dice = random.Random(7)
    words = ("the harbour masters said on Monday that repairs would take two winters and cost " * 2).split()
    blocks: list[Block] = []
    size = 0
    turn = 0
    while size < length:
        turn = (turn + 1) % 12
        sentence = " ".join(dice.choice(words) for _ in range(dice.randint(40, 110))) + ". "
        runs = (Run(sentence), Run("a link", link="https://example.org/a"), Run(" and more. "), Run("Bold.", bold=True))
        made = [Block(BlockKind.PARAGRAPH, runs)]
        if turn == 0:
            made.append(Block(BlockKind.HEADING, (Run("What came of it"),), level=2))
        elif turn == 3:
            made += [Block(BlockKind.LIST_ITEM, (Run(sentence[:60]),), level=1) for _ in range(4)]
        elif turn == 5:
            cells = tuple(tuple((Run(str(dice.randint(1, 999))),) for _ in range(4)) for _ in range(6))
            made.append(Block(BlockKind.TABLE, rows=cells, header_rows=1))
        elif turn == 7:
            made.append(Block(BlockKind.IMAGE, source="https://tracker.example/pixel.gif", sha256="a" * 64, alt="x"))
        elif turn == 9:
            made.append(Block(BlockKind.QUOTE, (Run(sentence[:120]),)))
        blocks += made
        size += sum(len(block.text) + 1 for block in made)
    text = ArticleText(tuple(blocks))
    at = datetime(2026, 6, 12, tzinfo=UTC)
    summary = ArticleSummary(
        ArticleId(1), "A title", "Outlet", "2026-06-12", at, "", text.word_count, Shelf.INBOX, Outcome.FULL
    )
    return Article(summary, text)


def show(view: ArticleView, article: Article, theme: Theme) -> None:
    """What the reader does with an article that it was given, and the paint that follows."""
    style = PageStyle()
    look = look_of(theme, style, 1.0)
    view.show_document(build(article.text, masthead_of(article), look), page_width(look, style))
    view.viewport().repaint()


def show_bare(view: QTextBrowser, text: str) -> None:
    """The floor."""
    view.setPlainText(text)
    view.viewport().repaint()


def highlights(view: ArticleView, length: int) -> list[Mark]:
    """Highlights scattered over the article, a third of them where the page is now, many overlapping."""
    assert view.shown is not None
    dice = random.Random(3)
    result = []
    for number in range(HIGHLIGHTS):
        start = dice.randrange(2_000 if number % 3 == 0 else length - 300)
        spans = tuple(view.shown.map.spans(start, start + dice.randint(8, 240)))
        result.append(Mark(HighlightId(number), list(Meaning)[number % 5], spans, number % 4 == 0))
    return result


def paint_marks(view: ArticleView, marks: list[Mark]) -> None:
    """New highlights, of which no line is known yet, painted."""
    view.set_marks((), {})
    view.set_marks(marks, {})
    view.viewport().repaint()


def scroll(view: ArticleView) -> list[float]:
    """Milliseconds of each frame while the page scrolls by 60 pixels a frame."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    marks = view.marks
    view.set_marks((), {})  # every frame meets highlights for the first time
    view.set_marks(marks, {})
    frames = []
    for _ in range(120):
        began = time.process_time()
        bar.setValue(bar.value() + 60)
        view.viewport().repaint()
        frames.append((time.process_time() - began) * 1000)
    return frames


def median(work: Callable[[], None], rounds: int) -> float:
    """The median milliseconds of some work."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
