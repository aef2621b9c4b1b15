"""A letter, as e-mail files of every kind give it, to a Capture: who wrote it, what is text and what is around it.

A forwarded letter is unwrapped: its own sender, date and subject count, and what the forwarder wrote is struck out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.domain.articles import Capture, Origin, Outcome, Picture
from briefing.domain.text import ArticleText, Block, BlockKind, Run
from briefing.domain.urls import host_of
from briefing.sources import forwarded, letter_ends, letter_markup, letter_text, mail_hosts, selection
from briefing.sources.byline import Byline, is_name

MAX_DEPTH = 10
"""Letters in letters that are still opened."""

MAX_BLOCKS = 20_000

_SHORT_NOTE = 600
"""Code points above a forwarded letter that are a note to its reader and no text of their own."""

_PREFIX = re.compile(
    r"(?:(?:re|aw|antw|sv|vs|ref|odp|res|rif|r|回复|答复|返信|fwd?|wg|wtr|tr|rv|enc|vl|pd|doorst|i|转发|転送)"
    r"(?:\s*\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"(?:fwd?|wg|wtr|tr|rv|enc|vl|pd|doorst|转发|転送)\s*[:：]", re.IGNORECASE)
_REPLY = re.compile(r"(?:re|aw|antw|sv|odp|res|rif|回复|答复|返信)\s*[:：]", re.IGNORECASE)
_NAME_OF_OUTLET = re.compile(
    r"(?P<person>.+?)\s+(?:from|at|of|von|vom|bei|de|@|[|–—-])\s+(?P<outlet>.+)", re.IGNORECASE
)
_FAMILY_FIRST = re.compile(r"([\w’'-]+(?: [\w’'-]+)?), ([\w’'. -]+)")
_MACHINE = re.compile(r"\d{4,}|[0-9a-f]{12,}|\bmc list\b|^\S+\.\S+\.\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One body of a letter. `flowed` as in RFC 3676: a space at its end joins a line to the next."""

    text: str
    is_html: bool = False
    flowed: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail file says.

    Attributes:
        sender: display name. address: e-mail address.
        list_name: what a mailing list calls itself. to_many: whether it came from a list or a bulk mailer.
        sent: ISO 8601, "" when unknown.
        parts: the bodies in reading order, one of each set of alternatives.
        pictures: by the address the HTML has for them, as "cid:..." or an absolute address.
        attachments: file names. enclosed: letters attached to this one.
        message_id: what it calls itself, without angle brackets.
    """

    subject: str = ""
    sender: str = ""
    address: str = ""
    list_name: str = ""
    to_many: bool = False
    sent: str = ""
    parts: tuple[Part, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    enclosed: tuple[Letter, ...] = ()
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A letter with its text as blocks; the one that counts, after unwrapping."""

    letter: Letter
    blocks: list[Block]
    pictures: tuple[Picture, ...]


def capture(letter: Letter, name: str = "") -> Capture:
    """The article that a letter is.

    Args:
        name: the file name, the title of last resort.
    """
    read = _read(letter, MAX_DEPTH)
    who = read.letter
    authors, outlet = _from(who)
    title = without_prefixes(who.subject)
    blocks = read.blocks[:MAX_BLOCKS]
    found = selection.said_by(selection.assembled(title, Byline(authors, who.sent, outlet), blocks), Origin.MESSAGE)
    origins = {**found.origins}
    host = host_of(f"https://{who.address.rpartition('@')[2]}")
    if not outlet and not authors and host and not mail_hosts.is_provider(host):
        found, origins["outlet"] = replace(found, outlet=host), Origin.GUESS
    if not title and not found.text.readable.strip():
        found = replace(found, title=_title_without_words(found, name))
    outcome, reason = _outcome(found, who)
    return replace(
        found,
        origins=origins,
        outcome=outcome,
        reason=reason,
        pictures=read.pictures,
        message_id=letter.message_id,  # what came, even when it is a wrapping around what is read
    )


def without_prefixes(subject: str) -> str:
    """A subject without the "Fwd:" and "AW:" that programs put before it, on one line."""
    subject = " ".join(subject.split())
    found = _PREFIX.match(subject)
    return (subject[found.end() :] if found else subject).strip()[:500]


def _read(letter: Letter, depth: int) -> _Read:
    blocks, pictures = _blocks(letter)
    length = len(ArticleText(tuple(blocks)).readable)
    if letter.enclosed and depth:
        if len(letter.enclosed) == 1:
            inner = _read(letter.enclosed[0], depth - 1)
            inner_length = len(ArticleText(tuple(inner.blocks)).readable)
            if _FORWARD.match(letter.subject) or (length <= _SHORT_NOTE and length <= inner_length):
                named = replace(inner.letter, subject=inner.letter.subject or letter.subject)
                return replace(inner, letter=named, blocks=[*_struck(blocks), *inner.blocks])
        elif length <= _SHORT_NOTE:
            return _digest(letter, blocks, pictures, depth)
    header = forwarded.find(blocks)
    if header and (_is_forward(letter, blocks, header) or (depth < MAX_DEPTH and not blocks[: header.start])):
        inner_letter = replace(
            letter,
            subject=header.subject or letter.subject,
            sender=header.sender,
            address=header.address,
            sent=header.sent or "",
            list_name="",
        )
        return _Read(inner_letter, forwarded.unwrapped(blocks, header), pictures)
    return _Read(letter, letter_ends.struck(blocks), pictures)


def _is_forward(letter: Letter, blocks: Sequence[Block], header: forwarded.Header) -> bool:
    note = sum(len(block.text) for block in blocks[: header.start])
    if note > _SHORT_NOTE:
        return False
    if _FORWARD.match(letter.subject) or header.announced:
        return True
    return not _REPLY.match(letter.subject) and note == 0


def _digest(letter: Letter, blocks: list[Block], pictures: tuple[Picture, ...], depth: int) -> _Read:
    """Several letters in one: each under its subject."""
    for enclosed in letter.enclosed:
        inner = _read(enclosed, depth - 1)
        if title := without_prefixes(inner.letter.subject):
            blocks.append(Block(BlockKind.HEADING, (Run(title),), level=2))
        blocks += inner.blocks
        pictures += inner.pictures
    return _Read(letter, blocks, pictures)


def _blocks(letter: Letter) -> tuple[list[Block], tuple[Picture, ...]]:
    blocks: list[Block] = []
    for part in letter.parts:
        blocks += (
            letter_markup.blocks(part.text, letter.pictures)
            if part.is_html
            else letter_text.blocks(part.text, flowed=part.flowed)
        )
    used = {block.sha256 for block in blocks if block.sha256}
    kept = {picture.sha256: picture for picture in letter.pictures.values()}
    return blocks, tuple(picture for digest, picture in kept.items() if digest in used)


def _from(letter: Letter) -> tuple[tuple[str, ...], str]:
    """Persons and publication. A list or a bulk mailer is a publication even when it bears a person's name."""
    sender = " ".join(letter.sender.split()).strip("\"'")
    outlet = "" if _MACHINE.search(letter.list_name) else letter.list_name
    if sender == letter.address or "@" in sender:
        sender = ""
    if (turned := _FAMILY_FIRST.fullmatch(sender)) and is_name(f"{turned[2]} {turned[1]}"):
        sender = f"{turned[2]} {turned[1]}"
    both = _NAME_OF_OUTLET.fullmatch(sender)
    if both and is_name(both["person"]):
        return (both["person"],), outlet or both["outlet"]
    if not letter.to_many and _is_person(sender):
        return (sender,), outlet
    if outlet and _is_person(sender) and sender.casefold() not in outlet.casefold():
        return (sender,), outlet
    return (), outlet or sender


def _is_person(sender: str) -> bool:
    """Whether a sender is called as people are; "The Harbour Daily" has as many words, but an article before them."""
    return is_name(sender) and not sender.casefold().startswith("the ")


def _outcome(found: Capture, letter: Letter) -> tuple[Outcome, str]:
    if found.text.word_count:
        return Outcome.FULL, ""
    if letter.attachments:
        names = ", ".join(f"“{name}”" for name in letter.attachments[:5])
        return (
            Outcome.NO_ARTICLE,
            f"This message holds no text, only attachments: {names}. Save them and open them here.",
        )
    if any(block.kind is BlockKind.IMAGE for block in found.text.blocks):
        return Outcome.NO_ARTICLE, "This message holds pictures and no text. Look for it on the sender’s web site."
    return Outcome.NO_ARTICLE, "This message holds no text. Check that it was saved completely."


def _title_without_words(found: Capture, name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return stem or found.outlet or "Untitled message"


def _struck(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, struck=True) for block in blocks]
