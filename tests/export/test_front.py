"""What page 1 tells, and how much of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.annotations import TakeawayKind
from briefing.domain.briefings import Briefing, Level
from briefing.export.document import Document, build
from briefing.export.front import fit, lead, shortened, shortened_line, tasks_of
from briefing.export.pdf import Typesetter
from tests.export import large
from tests.export.fixtures import BRIEFING_ID, NOW, Making, paragraph, small
from tests.export.reading import Reading, plain


def test_short_texts_stay_whole() -> None:
    assert shortened("One.  Two.", 10) == ("One. Two.", False)


def test_long_texts_end_at_a_sentence() -> None:
    assert shortened("One two three. Four five six.", 4) == ("One two three.", True)


def test_a_long_sentence_ends_at_a_word() -> None:
    assert shortened("one two three four five", 3) == ("one two three …", True)


@given(st.text(max_size=400), st.integers(1, 50))
def test_shortened_is_short(text: str, words: int) -> None:
    assert len(shortened(text, words)[0]) <= words * 7 + 2


def test_shortened_line() -> None:
    assert shortened_line("a few words", 40) == "a few words"
    assert shortened_line("a few words, and more", 13) == "a few words …"
    assert len(shortened_line("x" * 100, 20)) <= 22


def test_lead_tells_what_happened_what_it_means_and_what_to_do() -> None:
    story = build(small(), generated_at=NOW).stories[0]
    assert [line.kind for line in lead(story, 40)] == [None, TakeawayKind.FOR_YOU, TakeawayKind.ACTION]


def test_lead_falls_back_on_what_there_is() -> None:
    story = build(small(), generated_at=NOW).stories[1]
    assert [line.kind for line in lead(story, 40)] == [TakeawayKind.WHY_IT_MATTERS, TakeawayKind.OPPORTUNITY]


def test_the_publishers_words_are_marked_on_page_one() -> None:
    make = Making(Briefing(BRIEFING_ID, "T"))
    article = make.article("One", paragraph("x"))
    make.say(article, TakeawayKind.FOR_YOU, "Stay agile.", publisher_words=True)
    make.item("A", article, Level.TOP)
    story = build(make.contents(), generated_at=NOW).stories[0]
    assert lead(story, 40)[0].label == "What this means for you (the publisher’s words)"


def test_no_action_required_is_no_task() -> None:
    make = Making(Briefing(BRIEFING_ID, "T"))
    article = make.article("One", paragraph("x"))
    make.say(article, TakeawayKind.ACTION, "No action required.")
    make.say(article, TakeawayKind.ACTION, "Call the port.", due="2026-06-17", owner="Logistics")
    make.item("A", article)
    tasks = tasks_of(build(make.contents(), generated_at=NOW).entries[0])
    assert [(task.what, task.who, task.when) for task in tasks] == [("Call the port.", "Logistics", "17 Jun 2026")]


def test_many_words_are_cut_to_fit() -> None:
    assert fit(build(small(), generated_at=NOW)).words == 48
    assert fit(build(large.thirty(), generated_at=NOW)).words < 48


@pytest.mark.parametrize(("stories", "tasks", "sentences"), [(1, 0, 1), (3, 12, 4), (2, 5, 6), (3, 2, 1)])
def test_page_one_never_runs_over(stories: int, tasks: int, sentences: int, typesetter: Typesetter) -> None:
    result = typesetter.render(_front(stories, tasks, sentences))
    reading = Reading(result.body)
    assert plain("A rule for page two") not in plain(reading.pages[0])
    second = plain(reading.pages[1])
    assert plain("A rule for page two") in second or "CONTENTS" in second
    reading.close()


def _front(stories: int, tasks: int, sentences: int) -> Document:
    import random

    dice = random.Random(stories * 100 + tasks)
    make = Making(
        Briefing(BRIEFING_ID, "A title of usual length", subtitle="With a subtitle", bottom_line=large.prose(dice, 2))
    )
    for number in range(max(stories, 1)):
        article = make.article(large.sentence(dice), paragraph("x"))
        make.say(article, TakeawayKind.WHAT_HAPPENED, large.prose(dice, sentences))
        make.say(article, TakeawayKind.FOR_YOU, large.prose(dice, sentences))
        for _ in range(tasks if number == 0 else 0):
            make.say(article, TakeawayKind.ACTION, large.sentence(dice), owner="Purchasing", due="2026-07-01")
        make.item("A rule for page two", article, Level.TOP)
    return build(make.contents(), generated_at=NOW)
