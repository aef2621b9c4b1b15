"""The look: readable colours, a style sheet without holes, icons that follow the colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing.domain.annotations import Meaning, TakeawayKind
from briefing.ui.theme import Mode, Theme, Tokens, contrast, readable, style_sheet
from briefing.ui.theme.tokens import dark, light


@pytest.fixture(params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return light() if request.param == "light" else dark()


@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
@pytest.mark.parametrize("words", ["ink", "ink2", "ink3", "accent", "danger", "warning", "good"])
def test_words_can_be_read(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


def test_kinds_meanings_and_buttons_can_be_read(tokens: Tokens) -> None:
    assert set(tokens.kinds) == set(TakeawayKind)
    assert set(tokens.meanings) == set(tokens.marks) == set(Meaning)
    assert all(contrast(colour, tokens.surface) >= 4.5 for colour in tokens.kinds.values())
    assert all(contrast(tokens.ink, ground) >= 4.5 for ground in tokens.meanings.values())
    assert all(contrast(mark, tokens.surface) >= 3.0 for mark in tokens.marks.values())
    for ground in (tokens.accent, tokens.accent_hover, tokens.accent_pressed):
        assert contrast(tokens.on_accent, ground) >= 4.5
    assert contrast(tokens.ink, tokens.found) >= 4.5


def test_the_style_sheet_has_a_value_for_every_name(tokens: Tokens, qapp: QApplication) -> None:
    sheet = style_sheet(tokens)
    assert "@" not in sheet
    assert f"-{'dark' if tokens.dark else 'light'}.svg" in sheet


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#2c7a57"])
def test_any_colour_of_a_person_becomes_readable(tokens: Tokens, colour: str) -> None:
    assert contrast(readable(QColor(colour), tokens.surface), tokens.surface) >= 4.5


def test_the_mode_changes_palette_and_style(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert theme.tokens.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.tokens.paper
    theme.set_mode(Mode.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) == light().paper


def test_icons_come_late_and_follow_the_colours(theme: Theme, qtbot: QtBot) -> None:
    assert _ink(theme.icon("tag")) is None, "transparent before they are loaded"
    assert _ink(theme.icon("arrow-left")) is not None, "a drawing stands in where it would be missed"
    with qtbot.waitSignal(theme.changed):
        theme.load_icons()
    theme.set_mode(Mode.LIGHT)
    assert _ink(theme.icon("tag")) == theme.tokens.ink2.name()
    theme.set_mode(Mode.DARK)
    assert _ink(theme.icon("tag")) == theme.tokens.ink2.name() != light().ink2.name()
    assert _ink(theme.icon("tag", theme.tokens.accent)) == theme.tokens.accent.name()


def _ink(icon: QIcon) -> str | None:
    """The colour of the most opaque pixel."""
    image = icon.pixmap(QSize(32, 32), 1.0).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    best = max(pixels, key=QColor.alpha)
    return best.name() if best.alpha() > 200 else None
