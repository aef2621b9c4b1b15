"""The fonts, the colours and the first lines of an article's page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QFontMetricsF

from briefing.domain.articles import Article, Origin
from briefing.domain.text import reading_minutes
from briefing.ui.article_document import GUTTER, Masthead
from briefing.ui.models.wording import dated
from briefing.ui.page_formats import Look
from briefing.ui.panes.reading.meanings import readable_date
from briefing.ui.panes.reading.page_style import LETTERS, LINES, Face, Ground, PageStyle
from briefing.ui.theme import Theme, Tokens
from briefing.ui.theme.tokens import sepia

BODY_PX = 17
_SAMPLE = "the quick brown fox, and then some ordinary prose to measure a line"


def page_tokens(theme: Theme, style: PageStyle) -> Tokens:
    """The colours of the page: the window's, or those of warm paper."""
    return sepia() if style.ground is Ground.SEPIA else theme.tokens


def look_of(theme: Theme, style: PageStyle, zoom: float) -> Look:
    """How an article looks in this theme, style and size."""
    tokens = page_tokens(theme, style)
    serif = style.face is Face.SERIF
    return Look(
        # Letters without serifs look larger: their body is taken one pixel smaller.
        body=theme.serif(BODY_PX * zoom) if serif else theme.sans((BODY_PX - 1) * zoom),
        interface=theme.sans(13 * zoom),
        code=QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont),
        ink=tokens.ink,
        ink2=tokens.ink2,
        ink3=tokens.ink3,
        rule=tokens.rule,
        accent=tokens.accent,
        sunken=tokens.sunken,
        line=LINES[style.leading],
    )


def page_width(look: Look, style: PageStyle) -> int:
    """The width of the page in pixels: its measure and the gutters."""
    letter = QFontMetricsF(look.body).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    return round(letter * LETTERS[style.measure]) + 2 * GUTTER


def masthead_of(article: Article) -> Masthead:
    """What stands above the text of an article."""
    summary = article.summary
    details = []
    if summary.published:
        details.append(dated(readable_date(summary.published), article.origins.get("published", Origin.UNKNOWN)))
    minutes = reading_minutes(summary.word_count or article.text.word_count)
    details.append(_tr("{n} min").format(n=minutes))
    byline = _tr("By {names}").format(names=_names(article.authors)) if article.authors else ""
    return Masthead(summary.title, summary.outlet, "  ·  ".join(details), byline)


def _names(authors: tuple[str, ...]) -> str:
    if len(authors) < 2:
        return "".join(authors)
    return _tr("{first} and {last}").format(first=", ".join(authors[:-1]), last=authors[-1])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reader", text)
