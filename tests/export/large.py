"""Thirty articles in every script, with hostile text among them, and briefings at the odd ends. All wording is ours."""

from __future__ import annotations

import hashlib
import random

from briefing.domain.annotations import Confidence, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId, Origin
from briefing.domain.briefings import Briefing, BriefingContents, Classification, Level
from briefing.domain.text import Block, BlockKind, Run
from tests.export.fixtures import BRIEFING_ID, Making, bullet, chart_png, heading, jpeg, paragraph, picture, table

SECTIONS = ("Markets", "Regulation", "Technology", "People", "Competitors")

_WHO = (
    "The regulator",
    "A supplier of valves",
    "The city council",
    "One of the two large banks",
    "The port authority",
    "A small research team",
    "The trade ministry",
    "Our oldest customer",
    "The grid operator",
    "A rival from Lyon",
)
_DID = (
    "has put off",
    "wants to buy",
    "will publish",
    "no longer expects",
    "has quietly tested",
    "asks for",
    "will pay for",
    "has signed",
    "refuses to comment on",
    "is said to favour",
)
_WHAT = (
    "a second warehouse near the river",
    "the new rules for spare parts",
    "a cheaper kind of steel",
    "the merger that was announced in spring",
    "a shared timetable for freight",
    "the audit of last year’s figures",
    "a plan to train forty welders",
    "an index of rents for cold stores",
    "the long contract for wind power",
    "a smaller board with fewer committees",
)
_WHY = (
    "because demand in the north has slowed",
    "although the budget is spent",
    "before the holidays begin",
    "as two newspapers reported on Friday",
    "while the court is still deliberating",
    "now that prices have settled",
    "so that the summer season is safe",
    "after months of talks behind closed doors",
)

HOSTILE = (
    '#import "x.typ": * #panic("boom") $x^2$ *bold* _it_ @ref <lbl> = Heading `code` // rest /* note */ '
    '\\u{41} #read("/etc/passwd") ~ --- <b>html</b> {{x}} %s & " \' \\'
)
"""Text that would be markup, if it were ever read as such."""

ARABIC = "قالت وزارة التجارة إن الميناء الجديد سيفتح في شهر مارس 2027، وإن الرسوم ستنخفض بنسبة 12%. "
HEBREW = "הנמל החדש ייפתח במרץ 2027 (כך נמסר), והאגרות יירדו ב־12%. שני ספקים כבר חתמו על חוזה עם Harbour Group. "
CHINESE = "新港口将于2027年3月启用，收费将下降百分之十二。两家供应商已经签订了合同。"
JAPANESE = "新しい港は2027年3月に開き、料金は12パーセント下がる見込みです。二社がすでに契約しました。"
KOREAN = "새 항구는 2027년 3월에 문을 열고 요금은 12퍼센트 내릴 전망이다. "
RUSSIAN = "Новый порт откроется в марте 2027 года, а сборы снизятся на двенадцать процентов. "
GREEK = "Το νέο λιμάνι θα ανοίξει τον Μάρτιο του 2027 και τα τέλη θα μειωθούν κατά δώδεκα τοις εκατό. "
EMOJI = "The harbour’s reply was short: 🚢👍🏽 and, later, 👩‍💻 ❤️ 🇩🇰 with a 12️⃣."


def sentence(dice: random.Random) -> str:
    """One sentence, made of four parts."""
    return f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_WHY)}."


def prose(dice: random.Random, sentences: int) -> str:
    """A paragraph."""
    return " ".join(sentence(dice) for _ in range(sentences))


def thirty(*, full_text: bool = False, count: int = 30) -> BriefingContents:
    """Articles of about 830 words in five sections; every tenth in another script or hostile."""
    dice = random.Random(20260615)
    making = Making(
        Briefing(
            BRIEFING_ID,
            "Quarterly review of markets and rules",
            subtitle="Thirty articles, read for the executive committee",
            date="2026-06-15",
            edition="7",
            audience="the executive committee",
            prepared_by="Strategy office",
            classification=Classification.CONFIDENTIAL,
            bottom_line="Freight gets dearer before it gets cheaper. Sign the southern contract in June, and leave the "
            "reporting project as it is until the regulator’s templates are out.",
            cut_off="14 June 2026, 18:00 CEST",
            accent="#8a1f2d",
        )
    )
    chart = chart_png()
    photograph = jpeg()
    for body in (chart, photograph):
        making.pictures[hashlib.sha256(body).hexdigest()] = body
    for index in range(count):
        article = _article(making, dice, index, chart if index % 10 == 0 else photograph)
        _annotate(making, dice, article, index, full_text=full_text)
    return making.contents()


def _article(making: Making, dice: random.Random, index: int, image: bytes) -> ArticleId:
    title = sentence(dice).rstrip(".")
    blocks: list[Block] = []
    for part in range(4):
        if part:
            blocks.append(heading(f"{dice.choice(_WHO)} and {dice.choice(_WHAT)}", dice.choice((2, 3, 4))))
        blocks += [paragraph(prose(dice, 4)) for _ in range(3)]
    if index % 5 == 0:
        blocks.insert(4, picture(image, "A picture from the archive.", "A plain picture"))
    if index % 4 == 0:
        blocks.insert(
            7,
            table(("Year", "Volume", "Share"), *((str(2020 + n), f"{n * 311:,}", f"{n * 7 % 50} %") for n in range(5))),
        )
        blocks += [bullet(sentence(dice)) for _ in range(3)]
    special = {
        1: ("ar", ARABIC),
        2: ("he", HEBREW),
        3: ("zh", CHINESE),
        4: ("ja", JAPANESE),
        6: ("ko", KOREAN),
        7: ("ru", RUSSIAN),
        8: ("el", GREEK),
    }.get(index)
    language = "en"
    if special:
        language, text = special
        title = text.split("。")[0].split(". ")[0].split(" (")[0].strip(" .،")
        blocks = [paragraph(text * 5), *blocks[:3], paragraph(text * 3)]
    if index == 5:
        title = f"Hostile {HOSTILE[:40]}"
        blocks = [
            paragraph(HOSTILE),
            paragraph(f"\u202eevil\u202c \ufeffmark \x00\x1b[0m \ue000 \U00012345 {EMOJI}"),
            *blocks,
        ]
    return making.article(
        title,
        *blocks,
        language=language,
        outlet=("The Harbour Ledger", "Current & Grid", "Register Daily", "")[index % 4],
        published=("2026-06-12", "2026-06-11T08:15:00+00:00", "", "2026-05")[index % 4],
        authors=("Ines Marlow",) if index % 3 else (),
        origins={"published": Origin.GUESS} if index % 7 == 0 else {},
        url=f"https://news.example.org/2026/06/a-rather-long-address-for-article-{index}?from=briefing&page={index}",
        tags=("freight", "rules")[: index % 3],
    )


def _annotate(making: Making, dice: random.Random, article: ArticleId, index: int, *, full_text: bool) -> None:
    first = making.articles[article].text.blocks[0].text
    passage = making.mark(
        article, first[: len(first) // 2], list(Meaning)[index % 5], "Check with finance." if index % 6 == 0 else ""
    )
    making.say(article, TakeawayKind.WHAT_HAPPENED, prose(dice, 2), passage)
    making.say(
        article,
        TakeawayKind.FOR_YOU,
        prose(dice, 1 + index % 3),
        passage,
        audience=("the board", "Finance", "")[index % 3],
        confidence=list(Confidence)[index % 5],
        publisher_words=index % 11 == 3,
    )
    if index % 4 == 0:
        making.say(article, TakeawayKind.ACTION, sentence(dice), owner="Purchasing", due="2026-07-01", status="open")
    if index % 6 == 0:
        making.say(
            article,
            TakeawayKind.NUMBERS,
            sentence(dice),
            passage,
            value=f"{index * 37 + 4}",
            unit="million euros",
            period="2025",
        )
    if index % 9 == 0:
        making.say(
            article, TakeawayKind.OPEN_QUESTION, sentence(dice), how_it_will_be_closed="a call with the ministry"
        )
    if index == 1:
        making.say(article, TakeawayKind.RISK, ARABIC)
    level = Level.TOP if index % 10 == 0 else Level.HEADLINE if index % 6 == 5 and index != 5 else Level.BRIEF
    making.item(
        SECTIONS[index * len(SECTIONS) // 30 % len(SECTIONS)],
        article,
        level,
        quotes=(passage,) if index % 3 == 0 or index < 9 else (),
        comment=prose(dice, 1) if index % 8 == 0 else "",
        full_text=full_text,
    )


def thirty_full() -> BriefingContents:
    """All thirty with their full texts in the annex."""
    return thirty(full_text=True)


def empty() -> BriefingContents:
    """A briefing that has a title and nothing else."""
    return Making(Briefing(BRIEFING_ID, "Nothing yet", date="2026-06-15")).contents()


def one() -> BriefingContents:
    """One section with one article of which nothing is said."""
    making = Making(Briefing(BRIEFING_ID, "One article"))
    making.item("Developments", making.article("A short note", paragraph("It has one sentence.")))
    return making.contents()


def _odd_blocks(dice: random.Random, broken: bytes, cmyk: bytes) -> list[Block]:
    """What a page may hold and no page should."""
    code = Block(BlockKind.CODE, (Run("def answer():\n    return {'a': [1, 2]}  # no markup\n" + "x" * 200),))
    return [
        paragraph("A word without an end: " + "unbreakable" * 60),
        table(*(tuple(f"column {n} with words" for n in range(14)) for _ in range(3))),
        table(("only", "one", "row")),
        code,
        Block(BlockKind.RULE),
        Block(
            BlockKind.QUOTE,
            (
                Run("A "),
                Run("bold", bold=True),
                Run(" quote with a "),
                Run("link", link="https://example.org/a?b=c"),
                Run(" and a "),
                Run("trap", link="javascript:alert(1)"),
            ),
        ),
        picture(broken, "A broken picture", "Broken"),
        picture(cmyk, "", ""),
        picture(b"absent", "Never captured"),
        bullet("first", ordered=True),
        bullet("deeper", 2, ordered=True),
        bullet("jump", 5),
        bullet("back", 1, ordered=True),
        heading("A heading at the very deep end", 6),
        heading("and one above", 1),
        paragraph(prose(dice, 60)),
    ]


def odd() -> BriefingContents:
    """Very long titles, words without an end, a long call-out, many options, a table too wide, broken pictures."""
    dice = random.Random(7)
    long_title = " ".join(sentence(dice).rstrip(".") + "," for _ in range(4))
    making = Making(
        Briefing(
            BRIEFING_ID,
            long_title,
            subtitle=long_title,
            audience="everyone who has ever asked for " * 5,
            bottom_line=prose(dice, 12),
            edition="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            accent="#ffe94a",
            prepared_by="نور الهدى and 山田花子",
            classification=Classification.RESTRICTED,
        )
    )
    broken = b"\x89PNG\r\n\x1a\n but not really"
    cmyk = jpeg("CMYK")
    for body in (broken, cmyk):
        making.pictures[hashlib.sha256(body).hexdigest()] = body
    article = making.article(
        "x" * 300,
        *_odd_blocks(dice, broken, cmyk),
        url="javascript:alert(1)",
        published="some time in spring",
    )
    for kind in TakeawayKind:
        making.say(
            article,
            kind,
            prose(dice, 40 if kind is TakeawayKind.RISK else 2) + "\n- first point\n- second point\nand a last line",
            confidence=Confidence.LOW,
            audience="Legal, compliance and the works council of all three sites",
        )
    making.item("A section with " + "a long name " * 12, article, Level.TOP, full_text=True)
    making.item("Second", article, Level.HEADLINE, headline="Own headline for the same article")
    return making.contents()
