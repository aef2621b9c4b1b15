"""Headings of pasted texts: told by their words, their neighbours and the other headings, in any language."""

from __future__ import annotations

import pytest

from briefing.sources import heading_weights
from briefing.sources.heading_questions import answers
from briefing.sources.headings import headings, second_answers

ENGLISH = (
    "The harbour was built in a year, and it has been paid for with the money that the town had put aside for it. "
)
LONG = {
    "en": ENGLISH,
    "de": "Der Hafen wurde in einem Jahr gebaut und mit dem Geld bezahlt, das die Stadt dafür zurückgelegt hatte. ",
    "fr": "Le port a été construit en un an, et il a été payé avec l'argent que la ville avait mis de côté pour cela. ",
    "es": "El puerto se construyó en un año y se pagó con el dinero que la ciudad había reservado para la obra. ",
    "ru": "Порт построили за один год, и заплатили за него деньгами, которые город отложил для этой стройки. ",
    "ar": "بني الميناء في سنة واحدة ودفعت تكلفته من المال الذي ادخرته المدينة لهذا العمل منذ زمن طويل جدا. ",
    "he": "הנמל נבנה בתוך שנה אחת, ושולם בכסף שהעיר חסכה לשם כך במשך שנים רבות לפני תחילת העבודה. ",
    "zh": "港口在一年之内建成，所用的钱是这座城市多年以来为这项工程积攒下来的，没有向银行借款，也没有提高税收。",
    "ja": "港は一年で完成し、その費用は町が長年この工事のために蓄えてきた資金でまかなわれ、借り入れは一切なかった。",
    "hi": "बंदरगाह एक साल में बनाया गया और उसका खर्च उस पैसे से चुकाया गया जो शहर ने इसके लिए बचाकर रखा था। ",
}
SHORT = {
    "en": ("Why the old quay had to go", "A bill that nobody expected", "What comes next"),
    "de": ("Warum der alte Kai weichen musste", "Eine Rechnung, die niemand erwartet hat", "Wie es weitergeht"),
    "fr": ("Pourquoi le vieux quai devait partir", "Une facture inattendue", "Ce qui vient ensuite"),
    "es": ("Por qué había que quitar el muelle viejo", "Una factura que nadie esperaba", "Lo que viene ahora"),
    "ru": ("Почему старый причал убрали", "Счёт, которого никто не ждал", "Что будет дальше"),
    "ar": ("لماذا أزيل الرصيف القديم", "فاتورة لم يتوقعها أحد", "ماذا سيحدث بعد ذلك"),
    "he": ("מדוע פורק הרציף הישן", "חשבון שאיש לא ציפה לו", "מה יקרה עכשיו"),
    "zh": ("旧码头为什么必须拆除", "谁也没有料到的账单", "接下来会怎样"),
    "ja": ("古い岸壁を取り壊した理由", "誰も予想しなかった請求書", "これからの予定"),
    "hi": ("पुराना घाट क्यों हटाना पड़ा", "एक बिल जिसकी उम्मीद नहीं थी", "आगे क्या होगा"),
}


def found(lines: list[str]) -> list[str]:
    return [line for line, yes in zip(lines, headings(lines), strict=True) if yes]


@pytest.mark.parametrize("language", sorted(LONG))
def test_headings_between_paragraphs_are_found_with_and_without_capital_letters(language: str) -> None:
    paragraph, titles = LONG[language] * 2, SHORT[language]
    lines = [paragraph, *(line for title in titles for line in (title, paragraph, paragraph))]
    assert found(lines) == list(titles)


def test_what_stands_under_every_heading_alike_is_none() -> None:
    names = ("Ferry Companies of the Sound", "Northern Line", "Harbour Boats", "Island Shipping", "The Blue Fleet")
    towns = ("Bergen, Norway", "Malmö, Sweden", "Turku, Finland", "Tallinn, Estonia")
    lines = [ENGLISH * 2]
    for place, name in enumerate(names[1:]):
        lines += [f"{place + 1}. {name}", f"Headquarters: {towns[place]}", f"Founded: {1921 + place}", ENGLISH * 3]
    assert found(lines) == [f"{place + 1}. {name}" for place, name in enumerate(names[1:])]


def test_credits_of_pictures_and_links_to_other_articles_are_none() -> None:
    lines = [ENGLISH * 2]
    for title in SHORT["en"]:
        lines += [title, ENGLISH * 2, "Photo: Ada Quill / Harbour Archive", ENGLISH, "Read more: Ten Years of Dredging"]
    assert found([*lines, ENGLISH]) == list(SHORT["en"])


def test_a_line_is_judged_by_its_likes() -> None:
    lines = ["Northern Line", ENGLISH * 2, "Harbour Boats", ENGLISH * 2, ENGLISH, "one of them", "Island Shipping"]
    seen = second_answers(lines, {0: 0.9, 2: 0.8, 5: 0.1, 6: 0.4})
    assert seen[6]["how many have its form"] == 2
    assert seen[6]["those with its form"] == pytest.approx(
        (heading_weights.logit(0.9) + heading_weights.logit(0.8)) / 2
    )
    assert seen[6]["lines from the last heading"] == 4
    assert seen[6]["headings of its form"] == 1
    assert seen[5]["those with its form"] == seen[5]["itself"]
    assert (seen[0]["lines to the next heading"], seen[2]["lines from the last heading"]) == (2, 2)


def test_every_question_has_its_weight() -> None:
    weights = heading_weights.fitted()
    (asked, _) = answers(["A title", ENGLISH * 2])
    assert asked is not None
    assert list(asked) == list(weights.weights)
    assert {place for tree in weights.trees for place in _asked(tree)} <= set(range(len(asked)))
    again = second_answers(["A title"], {0: 0.5})[0]
    assert {place for tree in weights.second_trees for place in _asked(tree)} <= set(range(len(again)))


def test_no_lines_have_no_headings() -> None:
    assert headings([]) == []
    assert headings([ENGLISH * 2]) == [False]


def _asked(tree: heading_weights.Tree) -> set[int]:
    return {tree[0]} | _asked(tree[2]) | _asked(tree[3]) if isinstance(tree, list) else set()
