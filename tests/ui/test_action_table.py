"""The table of actions keeps its promises: everything has words, and no key means two things at one place."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from briefing.ui.actions import ACTIONS, MENUS, ActionRow
from briefing.ui.theme import icons


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_every_action_has_a_text_and_a_tip(row: ActionRow) -> None:
    assert row.text.strip() == row.text != ""
    assert row.text[0].isupper(), "sentence case"
    assert row.tip.endswith((".", "?")), "a tip is a whole sentence"
    assert row.tip != row.text
    assert row.menu in (*MENUS, "")


def test_every_action_is_named_once() -> None:
    ids = [row.id for row in ACTIONS]
    assert len(ids) == len(set(ids))


def test_no_key_stands_for_two_actions_at_one_place(qapp: QApplication) -> None:
    """Keys of the window work everywhere, so a pane may not use them again; two panes may share one."""
    taken: dict[str, list[ActionRow]] = defaultdict(list)
    for row in ACTIONS:
        for key in row.keys:
            for sequence in _sequences(key):
                taken[sequence].append(row)
    clashes = [
        f"{sequence}: {one.id} ({one.scope}), {other.id} ({other.scope})"
        for sequence, rows in taken.items()
        for index, one in enumerate(rows)
        for other in rows[index + 1 :]
        if one.scope == other.scope or "window" in (one.scope, other.scope)
    ]
    assert not clashes, "\n".join(clashes)


def test_a_text_stands_once_in_a_menu() -> None:
    places = [(row.menu, row.text) for row in ACTIONS if row.menu]
    assert len(places) == len(set(places))


def _sequences(key: str | QKeySequence.StandardKey) -> list[str]:
    sequences = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
    named = {sequence.toString(QKeySequence.SequenceFormat.PortableText) for sequence in sequences}
    assert "" not in named, f"{key} is no key"
    return sorted(named)


def test_every_icon_is_one_of_the_family(qapp: object) -> None:
    font = icons.load()
    for row in ACTIONS:
        if row.icon:
            assert row.icon in font.charmap["ph"], f"{row.id}: there is no icon “{row.icon}”"
