"""The guards of the test suite themselves: each must be able to fail."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.leftovers import Leftovers


def test_the_home_folder_is_empty_and_not_the_persons(home: Path) -> None:
    assert Path.home() == home
    assert not list(home.iterdir())
    assert os.environ["XDG_DATA_HOME"].startswith(str(home))


def test_other_computers_cannot_be_reached() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match="reached for the network"):
        connection.connect(("192.0.2.1", 80))


def test_a_forgotten_window_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    leftovers = Leftovers(monkeypatch)
    window = QWidget()
    window.setObjectName("forgotten")
    assert leftovers.found(0.1) == ["window QWidget 'forgotten'"]
    window.deleteLater()
    assert leftovers.found(0.1) == []


def test_a_running_timer_is_found_until_its_owner_is_gone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    leftovers = Leftovers(monkeypatch)
    owner = QObject()
    timer = QTimer(owner)
    timer.start(1000)
    assert leftovers.found(0.1) == ["timer of QObject every 1000 ms"]
    owner.deleteLater()
    assert leftovers.found(0.1) == []
