"""How many words a text has, with and without spaces between them."""

from __future__ import annotations

import time

import pytest

from briefing.domain.text import ArticleText, Block, BlockKind, Run, reading_minutes
from briefing.domain.word_count import count_words

CHINESE = "中国人民银行宣布降息，市场反应平稳。"  # 16 ideographs
JAPANESE = "日本銀行は金利を引き下げると発表した。"  # 10 ideographs, 8 kana
THAI = "ธนาคารแห่งประเทศไทยประกาศลดอัตราดอกเบี้ย"  # 9 words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("Rates fell on Monday.", 4),
        ("Die Zinsen – so heißt es – fielen.", 8),  # as white space divides it
        ("Ставки упали в понедельник", 4),
        ("خفض البنك المركزي الفائدة", 4),
        ("금리가 월요일에 내렸다", 3),  # Korean writes spaces
        (CHINESE, 10),
        (JAPANESE, 10),
        ("The 央行 cut rates", 4),
        ("央行2026年降息25个基点", 7),
        ("。", 1),
        ("中", 1),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (THAI, 8, 11),
        ("ທະນາຄານແຫ່ງປະເທດລາວປະກາດຫຼຸດອັດຕາດອກເບ້ຍ", 7, 11),  # Lao
        ("ធនាគារជាតិនៃកម្ពុជាបានប្រកាសបន្ថយអត្រាការប្រាក់", 7, 13),  # Khmer
        ("မြန်မာနိုင်ငံတော်ဗဟိုဘဏ်က အတိုးနှုန်းကို လျှော့ချခဲ့သည်", 7, 15),  # Burmese, spaces between phrases
        ("ธนาคาร\u200bแห่ง\u200bประเทศ\u200bไทย", 4, 6),  # words set apart by spaces of no width
    ],
)
def test_scripts_of_south_east_asia_are_counted_by_their_letters(text: str, least: int, most: int) -> None:
    assert least <= count_words(text) <= most


def test_the_minutes_of_a_text_do_not_hang_on_its_spaces() -> None:
    """The same sentence in four languages, forty times over, takes about the same time."""
    english = "The central bank of the country announced a cut of interest rates, and markets stayed calm."
    minutes = [reading_minutes(count_words(text * 120)) for text in (f"{english} ", CHINESE, JAPANESE, THAI)]
    assert minutes == [8, 5, 5, 5]


def test_a_text_knows_its_words() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Run(CHINESE),), struck=struck) for struck in (False, True))
    assert ArticleText(blocks).word_count == 10


def test_latin_letters_with_accents_are_counted_in_no_time() -> None:
    text = "Der Rat prüfte die Gebühren erneut – und vertagte sich. " * 20_000
    began = time.perf_counter()
    assert count_words(text) == 200_000
    assert time.perf_counter() - began < 1
