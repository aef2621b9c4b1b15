"""Passages carried to a changed text: on the words themselves, or not at all."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.domain.anchoring import Anchor, How, carry, locate, occurrences, placements
from briefing.domain.characters import splits_character

STORY = (
    "Harbour reopens after eleven days\n"
    "The strike at the port of Eastmere ended on Sunday night. Dockers accepted the pay deal by 71 percent.\n"
    "The bank closes nine branches in the north this year. It said that it would keep the counters in two towns.\n"
    "Thirty-eight ships lay at anchor in the bay, and nine lines sent their vessels elsewhere for the time being.\n"
    "“The gates are open,” said Marit Osei, “but nobody should plan as if nothing had happened.”\n"
    "Tugboat crews, who belong to another union, are still negotiating; their contract runs out in November."
)


def anchor(text: str, quote: str, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Anchor.of(text, start, start + len(quote))


def carried(old: str, new: str, quote: str, nth: int = 0) -> tuple[str, How] | None:
    found = placements(old, new, [anchor(old, quote, nth)])[0]
    return (new[found.start : found.end], found.how) if found else None


EXACT = {
    "a block put in before": ("New: the bank closes.\n" + STORY, "The bank"),
    "a block put in behind": (STORY + "\nThe bank closes nine branches.", "The bank"),
    "no-break spaces": (STORY.replace(" ", "\u00a0"), "lay at anchor in the bay"),
    "straight quotation marks": (STORY.replace("“", '"').replace("”", '"'), "“The gates are open,” said"),
    "decomposed and wide letters": (unicodedata.normalize("NFD", STORY).replace("71", "７１"), "deal by 71 percent"),
    "soft hyphens": (STORY.replace("branches", "bran\u00adches"), "nine branches in"),
    "another dash": (STORY.replace("Thirty-eight", "Thirty\u2011eight"), "Thirty-eight ships"),
    "paragraphs joined": (STORY.replace("\n", " "), "71 percent.\nThe bank closes"),
    "a sentence moved away from before it": (
        STORY.replace("The strike at the port of Eastmere ended on Sunday night. ", "") + " Ended.", "accepted the pay"
    ),
    "the neighbour rewritten": (
        STORY.replace("It said that it would keep the counters", "Open stay some"), "nine branches"),
    "slips corrected on both sides": (
        STORY.replace("closes", "closses").replace("north", "nroth"), "nine branches in the"),
}  # fmt: skip


@pytest.mark.parametrize(("new", "quote"), EXACT.values(), ids=EXACT)
def test_a_passage_stays_with_its_words(new: str, quote: str) -> None:
    found = carried(STORY, new, quote)
    assert found is not None
    assert found[1] is How.EXACT
    said = unicodedata.normalize("NFKC", found[0].replace("\u00ad", "")).replace("\u2010", "-").replace('"', "“")
    assert said.split() == quote.replace("”", "“").split()


def test_a_moved_sentence_takes_its_passages_with_it() -> None:
    sentence = "The strike at the port of Eastmere ended on Sunday night."
    new = STORY.replace(sentence + " ", "") + " " + sentence
    assert carry(STORY, new, [anchor(STORY, "port of Eastmere")]) == [
        (new.rindex("port of Eastmere"), new.rindex(" ended"))
    ]


def test_a_corrected_slip_inside_is_near() -> None:
    old = STORY.replace("accepted", "acepted")
    assert carried(old, STORY, "Dockers acepted the pay deal") == ("Dockers accepted the pay deal", How.NEAR)
    assert carried(old, STORY, "acepted") == ("accepted", How.NEAR)
    assert carried(old, STORY, "acepted the") == ("accepted the", How.NEAR)


GONE = {
    "another figure": (STORY.replace("71 percent", "77 percent"), "the pay deal by 71 percent"),
    "another magnitude": (STORY.replace("nine lines", "none lines"), "and nine lines sent their vessels elsewhere"),
    "the opposite": (STORY.replace("Dockers accepted", "Dockers have not accepted"), "Dockers accepted the pay deal"),
    "the paragraph taken out": (
        "\n".join(line for line in STORY.split("\n") if "bank" not in line), "The bank"),
    "taken out, its words elsewhere": (
        STORY.replace("The bank closes nine branches in the north this year. ", "") + " Nobody asked the bank.",
        "bank"),
    "rewritten with the same beginning": (
        "\n".join("The bank pays again, which few had hoped for." if "bank" in line else line
                  for line in STORY.split("\n")), "The bank"),
    "too much changed": (STORY.replace("lay at anchor in the bay", "waited off the coast"), "ships lay at anchor"),
    "cut in two by a block": (STORY.replace("Sunday night. ", "Sunday night.\nBuy our paper.\n"),
                              "ended on Sunday night. Dockers accepted"),
}  # fmt: skip


@pytest.mark.parametrize(("new", "quote"), GONE.values(), ids=GONE)
def test_a_passage_whose_words_are_gone_is_left_to_the_person(new: str, quote: str) -> None:
    assert new != STORY
    assert carried(STORY, new, quote) is None


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    old = STORY + "\n" + "\n".join(f"{town}: no ship today, one ship tomorrow." for town in ("Bray", "Cove", "Dunn"))
    new = old.replace("Bray: no ship today, one ship tomorrow.\n", "")
    assert carry(old, new, [anchor(old, "no ship", 1)]) == [(new.index("no ship"), new.index("no ship") + 7)]
    assert carry(old, new, [anchor(old, "no ship", 0)]) == [None]


def test_a_row_that_was_replaced_by_another_takes_no_passage() -> None:
    old = STORY + "\nBray: no ship today.\nCove: one ship today.\nDunn: two ships today."
    new = old.replace("Cove: one ship today.", "Howth: one ship today.")
    assert carry(old, new, [anchor(old, "one ship")]) == [None]


@pytest.mark.parametrize("seed", range(40))
def test_rows_of_a_table_never_change_places(seed: int) -> None:
    """Rows that say nearly the same, some taken out, moved or put in: a passage keeps its row, or has none."""
    chance = random.Random(seed)
    every = [
        f"{town}: {state} today, {cranes} cranes at work."
        for town in ("Bray", "Cove", "Dunn", "Eastmere", "Fyde", "Gort", "Howth", "Isle")
        for state in ("no ship", "one ship", "open", "closed")
        for cranes in (3, 5, 7)
    ]
    chance.shuffle(every)
    rows = [STORY[:100], *(every.pop() for _ in range(chance.randint(5, 20))), STORY[-100:]]
    later = list(enumerate(rows))
    for _ in range(3):
        at = chance.randrange(1, len(later))
        if chance.random() < 0.5:
            later.insert(chance.randrange(1, len(later)), later.pop(at))
        elif chance.random() < 0.5:
            del later[at]
        else:
            later.insert(at, (-1, every.pop()))
    old, new = "\n".join(rows), "\n".join(text for _, text in later)
    starts = {}
    for place, (origin, _) in enumerate(later):
        starts[origin] = len("\n".join(text for _, text in later[:place])) + bool(place)
    for origin, text in enumerate(rows):
        begin = len("\n".join(rows[:origin])) + bool(origin)
        spans = [(start, start + 10) for start in range(0, len(text) - 10, 7)]
        anchors = [Anchor.of(old, begin + start, begin + end) for start, end in spans]
        for (start, end), found in zip(spans, carry(old, new, anchors), strict=True):
            if origin in starts:
                assert found in (None, (starts[origin] + start, starts[origin] + end))


def test_copies_that_nothing_tells_apart_are_left_to_the_person() -> None:
    old = STORY.replace("\nThirty", "\nNo ship today.\nNo ship today.\nThirty")
    new = STORY.replace("\nThirty", "\nNo ship today.\nThirty")
    assert carry(old, new, [anchor(old, "ship today", nth) for nth in (0, 1)]) == [None, None]


def test_the_first_and_the_last_copy_are_known_by_their_neighbours() -> None:
    old = STORY.replace("\nThirty", "\nNo ship today.\nNo ship today.\nThirty")
    new = STORY.replace("\nThirty", "\nNo ship today." * 3 + "\nThirty")
    first, last = new.index("ship today"), new.rindex("ship today")
    found = carry(old, new, [anchor(old, "ship today", nth) for nth in (0, 1)])
    assert found == [(first, first + 10), (last, last + 10)]


def test_a_repeated_sentence_put_in_beside_does_not_catch_the_passage() -> None:
    quote = "Thirty-eight ships lay at anchor in the bay"
    new = STORY.replace("The strike", quote + ".\nThe strike")
    assert carry(STORY, new, [anchor(STORY, quote)]) == [(new.rindex(quote), new.rindex(quote) + len(quote))]


def test_an_emoji_is_not_cut_out_of_a_family() -> None:
    old, new = STORY + "\nSo happy 👨 today, they all wrote.", STORY + "\nSo happy 👨‍👩‍👧 today, they all wrote."
    assert carried(old, new, "happy 👨") is None
    assert carried(old, new, "So happy") == ("So happy", How.EXACT)


def test_part_of_a_word_is_carried_as_that_part() -> None:
    assert carried(STORY, "First.\n" + STORY, "boat crews, who") == ("boat crews, who", How.EXACT)
    assert carried(STORY, STORY.replace("Tugboat", "Tug\u00adboat"), "boat crews, who") == (
        "boat crews, who",
        How.EXACT,
    )


@pytest.mark.parametrize("language", ["zh", "th", "ar"])
def test_other_scripts(language: str) -> None:
    text = {
        "zh": "罢工于星期日晚上结束。码头工人接受了新的工资协议。银行今年关闭九家分行。三十八艘船停泊在海湾。",
        "th": "การนัดหยุดงานสิ้นสุดลงในคืนวันอาทิตย์ คนงานท่าเรือยอมรับข้อตกลงค่าจ้างใหม่ ธนาคารปิดเก้าสาขาในปีนี้",
        "ar": "انتهى الإضراب في الميناء ليلة الأحد. قبل العمال اتفاق الأجور الجديد. يغلق البنك تسعة فروع هذا العام.",
    }[language]
    quote = {"zh": "新的工资协议", "th": "ข้อตกลงค่าจ้าง", "ar": "اتفاق الأجور"}[language]
    assert carried(text, STORY + "\n" + text + "\n" + STORY[:80], quote) == (quote, How.EXACT)


def test_an_anchor_with_stale_offsets_is_found_by_its_words() -> None:
    kept = anchor(STORY, "nine")
    assert locate("x" + STORY, kept) == (kept.start + 1, kept.end + 1)
    assert locate("x" + STORY.replace("closes nine", "closes\u00a0nine"), kept) == (kept.start + 1, kept.end + 1)
    assert locate("nine ships, nine lines", kept) is None
    assert carry("nine ships, nine lines", STORY, [kept]) == [None]


def test_occurrences_overlap_and_need_their_context() -> None:
    assert occurrences("bananas", "anana") == [(1, 6)]
    assert occurrences("bananananas", "anana") == [(1, 6), (3, 8), (5, 10)]
    assert occurrences("an an an", "an", "an ", " an") == [(3, 5)]
    assert occurrences("an", "") == []


def made_up_words(chance: random.Random) -> list[str]:
    """Words of many scripts: astral letters, combining and right-to-left marks, emoji, scripts without spaces."""
    alphabets = ("aeinrstäöé", "שלוםבגד", "السوقبنك\u064b\u0651", "銀行株価市場", "𝔸𝔹𝕏𐐀𐐁", "กขคงสวัด")
    words = ["".join(chance.choices(letters, k=chance.randint(2, 7))) for letters in alphabets for _ in range(60)]
    joined = ["e\u0301te\u0301", "👨‍👩‍👧", "👍🏽", "🇩🇪", "1\u2044₂", "नमस्ते", "क्षि", "한국", "한국"]
    return words + [*joined, "\u200fשלום\u200e"] * 6


PARAGRAPH = st.lists(st.sampled_from(made_up_words(random.Random(1))), min_size=10, max_size=25).map(" ".join)
PARAGRAPHS = st.lists(PARAGRAPH, min_size=2, max_size=6, unique=True)


def spans_in(text: str, data: st.DataObject, count: int = 4) -> list[tuple[int, int]]:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=count, max_size=count))
    return [(start, data.draw(st.integers(start + 1, min(len(text), start + 40)))) for start in starts]


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.data())
def test_nothing_moves_in_the_same_text(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n".join(paragraphs)
    spans = spans_in(text, data)
    assert carry(text, text, [Anchor.of(text, *span) for span in spans]) == spans


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.data())
def test_generated_texts_round_trip_through_an_edit_and_back(paragraphs: list[str], data: st.DataObject) -> None:
    """A foreign block put in anywhere: every passage inside a paragraph goes there, and comes back, to the letter."""
    at = data.draw(st.integers(0, len(paragraphs)))
    foreign = "Zyx wvu 0815 qpo " * data.draw(st.integers(1, 5)) + "!"
    old = "\n".join(paragraphs)
    new = "\n".join([*paragraphs[:at], foreign, *paragraphs[at:]])
    border = len("\n".join(paragraphs[:at])) + bool(at)
    spans = [
        (start, end) for start, end in spans_in(old, data)
        if not start < border <= end and "\n" not in old[start:end] and old[start:end].strip()
    ]  # fmt: skip
    moved = [(s, e) if e < border else (s + len(foreign) + 1, e + len(foreign) + 1) for s, e in spans]
    assert carry(old, new, [Anchor.of(old, *span) for span in spans]) == moved
    assert carry(new, old, [Anchor.of(new, *span) for span in moved]) == spans


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_generated_texts_never_give_a_wrong_place(kept: list[str], other: list[str], data: st.DataObject) -> None:
    """Some paragraphs taken out, others put in, in any order: a passage is found word for word, or not at all."""
    old = "\n".join(kept)
    new = "\n".join(data.draw(st.permutations([p for p in kept if data.draw(st.booleans())] + other)))
    assume(new != old)
    for span, found in zip(
        spans := spans_in(old, data), carry(old, new, [Anchor.of(old, *s) for s in spans]), strict=True
    ):
        if found is not None:
            assert bare(new[slice(*found)]) == bare(old[slice(*span)])
            for before, after in zip(span, found, strict=True):
                assert splits_character(old, before) or not splits_character(new, after)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.data())
def test_generated_texts_keep_their_passages_through_typesetting(paragraphs: list[str], data: st.DataObject) -> None:
    chance = random.Random(data.draw(st.integers(0, 9999)))
    old = "\n".join(paragraphs)
    places, new = [0], ""
    for letter in old:
        new += chance.choice((" ", "\u00a0", "  ")) if letter == " " else unicodedata.normalize("NFD", letter)
        places.append(len(new))
    words = [(start, start + len(word)) for start, word in word_spans(old)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 5)))
    span = words[first][0], words[last][1]
    assert carry(old, new, [Anchor.of(old, *span)]) in ([(places[span[0]], places[span[1]])], [None])
    if len(paragraphs) > 2 and len(set(old.split())) > 30:
        assert carry(old, new, [Anchor.of(old, *span)]) == [(places[span[0]], places[span[1]])]


def word_spans(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_thousands_of_passages_take_little_time() -> None:
    """A tenth of a megabyte with a thousand of them; the work grows linearly, as the next test says."""
    began = time.process_time()
    found = carry(*report(1_000, passages=1_000))
    assert time.process_time() - began < 4
    assert sum(place is not None for place in found) > 960


def test_the_work_grows_with_the_length_and_not_with_its_square() -> None:
    def spent(lines: int) -> float:
        texts = report(lines, passages=50)
        began = time.process_time()
        carry(*texts)
        return time.process_time() - began

    assert spent(2_000) < 10 * max(0.05, min(spent(500), spent(500)))


def report(lines: int, passages: int) -> tuple[str, str, list[Anchor]]:
    line = "Line {0} of the long report says that {1} ships and {2} trucks were counted on day {0} of the year.\n"
    old = "".join(line.format(n, n * 7 % 997, n * 31 % 991) for n in range(lines))
    new = old.replace(f"Line {lines // 2} of", f"A new block.\nLine {lines // 2} of").replace("day 77 ", "")
    return old, new, [Anchor.of(old, at, at + 30) for at in range(0, len(old) - 50, len(old) // passages)]
