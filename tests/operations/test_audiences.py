"""The list of audiences, and what is done to it wherever it is named."""

from __future__ import annotations

import pytest

from briefing.domain.annotations import AudienceId
from briefing.domain.errors import InvalidInputError, NotFoundError
from briefing.operations import annotate, audiences, maintain, takeaways
from briefing.store import notes
from briefing.store.database import Store
from tests.store.making import put_one


def names(store: Store) -> list[str]:
    return [audience.name for audience in audiences.all_audiences(store)]


def test_the_list_is_made_ordered_and_emptied_in_steps_of_undo(store: Store) -> None:
    board, sales = audiences.add(store, "Board").value, audiences.add(store, " Sales  EMEA ").value
    assert audiences.add(store, "board").value == board
    audiences.move(store, sales, 0)
    assert names(store) == ["Sales EMEA", "Board"]
    audiences.remove(store, board)
    assert names(store) == ["Sales EMEA"]
    maintain.undo(store)
    maintain.undo(store)
    assert names(store) == ["Board", "Sales EMEA"]


def test_a_name_is_changed_wherever_it_stands(store: Store) -> None:
    article = put_one(store)
    made = annotate.add_takeaway(store, article, text="Own words.", audience="CFO").value
    cfo = audiences.add(store, "CFO").value
    takeaways.word_for(store, made, "CFO", "Other words.")
    audiences.rename(store, cfo, "Finance")
    with store.look() as look:
        kept = notes.takeaway(look, made)
    assert (kept.audience, kept.text_for("Finance")) == ("Finance", "Other words.")
    assert audiences.all_audiences(store)[0].uses == 2


def test_two_become_one(store: Store) -> None:
    board, directors = audiences.add(store, "Board").value, audiences.add(store, "Directors").value
    with pytest.raises(InvalidInputError):
        audiences.rename(store, directors, "board")
    audiences.merge(store, [directors], board)
    assert names(store) == ["Board"]


def test_what_is_gone_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError):
        audiences.rename(store, AudienceId(7), "Board")
    with pytest.raises(InvalidInputError):
        audiences.add(store, "  ")
