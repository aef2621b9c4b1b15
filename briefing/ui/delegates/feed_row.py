"""The state of a feed in the table of feeds: what went wrong stands out by a sign and its colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from briefing.domain.feeds import Feed
from briefing.ui.models.feeds import FEED_ROLE
from briefing.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class FeedRow(QStyledItemDelegate):
    """Paints errors with a warning sign, in the colour of warnings; cut at the end, whole in the tool tip."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        feed: Feed | None = index.data(FEED_ROLE)
        option.textElideMode = Qt.TextElideMode.ElideRight
        if feed is not None and feed.error:
            colour = self._theme.tokens.warning
            option.icon = self._theme.icon("warning", colour)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)
