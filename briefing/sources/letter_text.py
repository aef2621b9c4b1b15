"""The plain text of a letter to blocks: quoted replies stay quotes, lines that were broken for the post are joined."""

from __future__ import annotations

import re
from itertools import groupby

from briefing.domain.text import Block, BlockKind
from briefing.sources import lines

MAX_LENGTH = 5_000_000
"""Code points of a letter that are still read."""

_QUOTED = re.compile(r"\s?(?:>\s?)+")
_SIGNATURE = re.compile(r"--\s?")


def blocks(text: str, *, flowed: bool = False) -> list[Block]:
    """The blocks of a letter's text. What follows the mark of a signature (RFC 3676 4.3) is struck out.

    Args:
        flowed: the text is `format=flowed`.
    """
    every = lines.clean(text[:MAX_LENGTH]).split("\n")
    if flowed:
        every = _joined(every)
    end = next((index for index, line in enumerate(every) if index and _SIGNATURE.fullmatch(line)), len(every))
    signature = lines.split("\n".join(every[end + 1 :]))
    return [*_written(every[:end]), *(Block(BlockKind.PARAGRAPH, line.runs, struck=True) for line in signature)]


def _written(every: list[str]) -> list[Block]:
    found: list[Block] = []
    for is_quoted, group in groupby(every, key=lambda line: line.startswith(">")):
        if is_quoted:
            unmarked = "\n".join(_QUOTED.sub("", line, count=1) for line in group)
            found += [Block(BlockKind.QUOTE, line.runs) for line in lines.split(unmarked)]
        else:
            found += lines.blocks(lines.split("\n".join(group)))
    return found


def _joined(every: list[str]) -> list[str]:
    """Flowed lines as they were typed: a space at the end means that the line goes on, one at the start is stuffing."""
    found: list[str] = []
    depth = goes_on = 0
    for raw in every:
        mark = re.match(r">*", raw)
        own_depth = mark.end() if mark else 0
        content = raw[own_depth:].removeprefix(" ")
        is_signature = content == "-- "
        if goes_on and own_depth == depth and not is_signature:
            found[-1] += content
        else:
            found.append(">" * own_depth + (" " if own_depth else "") + content)
        depth, goes_on = own_depth, int(content.endswith(" ") and not is_signature)
    return found
