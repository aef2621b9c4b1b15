"""Dates that are guesses are called so wherever a list shows or speaks them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from briefing.domain.articles import ArticleId, ArticleSummary, Origin, Outcome, Shelf
from briefing.domain.feeds import Incoming, IncomingId
from briefing.ui.delegates.article_card import ArticleCard
from briefing.ui.delegates.card import Card
from briefing.ui.delegates.incoming_card import IncomingCard
from briefing.ui.jobs import Jobs
from briefing.ui.models import article_list, incoming
from briefing.ui.models.article_list import ArticleListModel
from briefing.ui.models.incoming import IncomingModel
from briefing.ui.models.wording import dated
from briefing.ui.theme import Theme

NOW = datetime(2026, 6, 12, tzinfo=UTC)


class Listening(QPainter):
    """A painter that remembers the words it was given."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.words: list[str] = []

    def drawText(self, *parts: Any) -> Any:
        self.words += [part for part in parts if isinstance(part, str)]
        return super().drawText(*parts)


def article(published: str, origin: Origin) -> article_list.Row:
    return article_list.Row(
        ArticleSummary(
            ArticleId(1), "Title", "The Tide", published, NOW, "", 400, Shelf.INBOX, Outcome.FULL,
            published_origin=origin,
        )
    )  # fmt: skip


def item(published: str, origin: Origin) -> incoming.Row:
    return incoming.Row(
        Incoming(IncomingId(1), None, "The Tide", "Title", "", (), published, NOW, "", published_origin=origin)
    )


def painted(card: Card, row: Any) -> str:
    image = QImage(400, 200, QImage.Format.Format_ARGB32_Premultiplied)
    painter = Listening(image)
    card.paint_row(painter, QRectF(0, 0, 400, card.height), row)
    painter.end()
    card.deleteLater()
    return " | ".join(painter.words)


@pytest.mark.parametrize(("kind", "row_of"), [(ArticleCard, article), (IncomingCard, item)])
def test_a_card_calls_a_guessed_date_a_guess(qapp: QApplication, theme: Theme, kind: Any, row_of: Any) -> None:
    assert "3 Mar 2021 (a guess)" in painted(kind(theme), row_of("2021-03-03", Origin.GUESS))
    certain = painted(kind(theme), row_of("2021-03-03", Origin.PAGE))
    assert "3 Mar 2021" in certain
    assert "guess" not in certain
    assert "guess" not in painted(kind(theme), row_of("", Origin.GUESS)), "the day it came in is none"


def test_rows_speak_a_guessed_date_as_a_guess(jobs: Jobs) -> None:
    articles, items = ArticleListModel(jobs), IncomingModel(jobs)
    assert "The Tide, 2021-03-03 (a guess)," in articles._spoken(article("2021-03-03", Origin.GUESS))
    assert "The Tide, 2021-03-03 (a guess)," in items._spoken(item("2021-03-03", Origin.GUESS))
    assert "guess" not in articles._spoken(article("2021-03-03", Origin.USER))


def test_no_date_is_no_guess() -> None:
    assert dated("", Origin.GUESS) == ""
