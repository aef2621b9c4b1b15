"""Blocks and the properties of a document to a Capture: what Word, a PDF or an e-book says about itself, weighed.

Programs fill such properties by themselves: the title is often a file name, the author an account, the date the day
of the last conversion. What looks like that is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from briefing.domain.articles import Capture, Origin, Outcome, Picture
from briefing.domain.errors import CaptureError
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.sources import authors, language, lines, offers
from briefing.sources.byline import Byline, read_byline
from briefing.sources.units import words_of

_TOP_BLOCKS = 6
_MIN_WORDS = 3
_FILE_TITLE = re.compile(
    r"""\.(?:docx?|dotx?|odt|rtf|pdf|indd|qxp|qxd|tex|dvi|pptx?|xlsx?|txt|html?|pages|key|eps|ps|ai|wpd|cdr|fm)\s*$
    |^(?:microsoft\s+(?:word|powerpoint)\s*-|untitled|unbenannt|sans\s+titre|slide\s*\d|layout\s*\d|document\s*\d*$
    |dokument\s*\d*$|powerpoint[\s-]|word\s+document$|title$|titel$|no\s+title|unknown|print|scan|img_|about:|https?:
    |/|[a-z]:\\)""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(?:admin\w*|user|owner|author|unknown|anonymous|root|guest|windows|microsoft|python-docx|standard|default)\b"
    r"|user$|[@\\/]"
    r"|\b(?:inc|incorporated|ltd|limited|gmbh|ag|corp|corporation|llc|company|association|foundation)\.?$",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_TITLE = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|indice", re.I
)
_NOTE_MARK = re.compile(r"\[(\d{1,4})\]")
_AUTHOR_SEPARATOR = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself; "" where it says nothing.

    Attributes:
        published: a day that the file calls the day of publication. written: the day it was made, a guess at best.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    written: str = ""
    language: str = ""
    outlet: str = ""


def captured(
    blocks: Sequence[Block],
    about: Properties,
    name: str = "",
    *,
    pictures: Iterable[Picture] = (),
    headline: str = "",
    reason: str = "",
    notes: int = 0,
) -> Capture:
    """The article that some blocks are.

    Args:
        about: the file's own properties. name: its file name, a title of last resort.
        headline: the title that the look of the first page tells, when the properties have none.
        reason: why the text is not complete; makes the outcome PARTIAL.
        notes: how many notes the text refers to, as "[1]" and so on. A title has no such marks.

    Raises:
        CaptureError: there is no text in them.
    """
    if not any(block.text.strip() for block in blocks):
        raise CaptureError(
            f"There is no text in {f'“{name}”' if name else 'this file'}. Check that it is the right one."
        )
    if title := believable_title(about.title, name):
        title_origin = Origin.DOCUMENT
    else:
        marked, title_origin = _title(blocks, headline, name)
        title = without_marks(marked, notes) or marked
    text = ArticleText(tuple(_without_title(blocks, title, notes)))
    byline = _byline(text.blocks)
    names = believable_authors(about.authors)
    tongue, tongue_origin = _language(about.language, text.readable[:20_000])
    published, published_origin = _published(about, byline)
    if not reason and text.word_count < _MIN_WORDS:
        reason = "There is hardly any text in this file. Check that it is the right one."
    return Capture(
        title=title,
        text=text,
        authors=names or byline.authors,
        outlet=about.outlet or byline.outlet,
        published=published,
        language=tongue,
        origins={
            "title": title_origin,
            "authors": Origin.DOCUMENT if names else Origin.GUESS if byline.authors else Origin.UNKNOWN,
            "outlet": Origin.DOCUMENT if about.outlet else Origin.GUESS if byline.outlet else Origin.UNKNOWN,
            "published": published_origin,
            "language": tongue_origin,
        },
        outcome=Outcome.PARTIAL if reason else Outcome.FULL,
        reason=reason,
        pictures=tuple(pictures),
        offers=offers.offered(text),
    )


def _language(stated: str, text: str) -> tuple[str, Origin]:
    tongue = language.tag(stated) if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*", stated) else ""
    guessed = _guessed_language(text)
    if guessed and guessed.split("-")[0] != tongue.split("-")[0]:  # templates say "en" whatever is written in them
        return guessed, Origin.GUESS
    return tongue, Origin.DOCUMENT if tongue else Origin.UNKNOWN


def _guessed_language(text: str) -> str:
    """The language that the words tell; not one of East Asia without its letters, which names in capitals seem."""
    guessed = language.guess_language(text)
    return "" if guessed.split("-")[0] in ("zh", "ja", "ko") and not _EAST_ASIAN.search(text) else guessed


def believable_title(title: str, name: str = "") -> str:
    """The title when a person can have written it; "" for file names and what programs fill in."""
    title = " ".join(title.replace("\0", "").split())
    if not 3 <= len(title) <= 300 or _FILE_TITLE.search(title) or not re.search(r"[^\W\d_]{2}", title):
        return ""
    if " " not in title and (re.search(r"[_\d]", title) or title.casefold() == PurePath(name).stem.casefold()):
        return ""
    return title


def believable_authors(values: Iterable[str]) -> tuple[str, ...]:
    """The persons among some author properties; accounts and programs are none."""
    parts = [_in_order(part.strip()) for value in values for part in _AUTHOR_SEPARATOR.split(value)]
    likely = [
        part for part in parts if part and not _NO_AUTHOR.search(part) and not (part.isascii() and " " not in part)
    ]
    return authors.cleaned(likely, set())


def without_marks(text: str, notes: int) -> str:
    """A text without its references to the first `notes` notes; other numbers in brackets stay."""
    kept = _NOTE_MARK.sub(lambda mark: "" if 1 <= int(mark[1]) <= notes else mark[0], text) if notes else text
    return kept.strip()


def _in_order(name: str) -> str:
    """The name with the given name first: "Quill, Ada" is one person, "Ada Quill, Ben Osei" are two."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and " " not in family and "," not in given else name


def _title(blocks: Sequence[Block], headline: str, name: str) -> tuple[str, Origin]:
    if headline and not _NO_TITLE.fullmatch(headline.strip()):
        return " ".join(headline.split()), Origin.GUESS
    for block in blocks[:_TOP_BLOCKS]:
        if block.kind is BlockKind.HEADING and block.level <= 2 and len(block.text) <= lines.MAX_TITLE:
            if _NO_TITLE.fullmatch(block.text.strip()):
                return PurePath(name).stem or "Untitled", Origin.GUESS
            return block.text, Origin.DOCUMENT
    texts = [block for block in blocks if re.search(r"[^\W\d_]{2}", block.text)] or [
        block for block in blocks if block.text.strip()
    ]
    if len(texts) > 1 and lines.looks_like_title(
        lines.Line(texts[0].text), lines.Line(texts[1].text, after_blank=True)
    ):
        return lines.first_words(texts[0].text, 120), Origin.GUESS
    return lines.first_words(texts[0].text) or PurePath(name).stem or "Untitled", Origin.GUESS


def _without_title(blocks: Sequence[Block], title: str, notes: int) -> list[Block]:
    """The blocks without the one at the top that repeats the title, unless it is a sentence or all there is."""
    words = words_of(title)
    for index, block in enumerate(blocks[:_TOP_BLOCKS]):
        is_sentence = block.kind is BlockKind.PARAGRAPH and block.text.rstrip().endswith((".", "!", "?", "。"))
        is_text = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH) and not is_sentence
        if (
            is_text
            and words_of(without_marks(block.text, notes)) == words
            and any(b.text.strip() for b in (*blocks[:index], *blocks[index + 1 :]))
        ):
            return [*blocks[:index], *blocks[index + 1 :]]
    return list(blocks)


def _byline(blocks: Sequence[Block]) -> Byline:
    found = Byline()
    for block in blocks[:_TOP_BLOCKS]:
        is_text = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if is_text and len(block.text) <= 200 and (more := read_byline(block.text)):
            found = found.with_more(more)
    return found


def _published(about: Properties, byline: Byline) -> tuple[str, Origin]:
    if about.published:
        return about.published, Origin.DOCUMENT
    if byline.published:
        return byline.published, Origin.DOCUMENT
    return (about.written, Origin.GUESS) if about.written else ("", Origin.UNKNOWN)
