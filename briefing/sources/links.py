"""Lists of web addresses as people have them: one a line, OneTab's export, Markdown, browser bookmarks, mixed text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.domain.urls import is_web_url

MAX_LINKS = 2_000
MAX_LENGTH = 2_000
"""Addresses taken from one text, and code points of one."""

_BOOKMARKS = re.compile(r"\s*<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.IGNORECASE)
_BOOKMARK = re.compile(
    r"<A\s[^<>]{0,4000}?HREF\s*=\s*\"([^\"<>]{1,4000})\"[^<>]{0,200000}>([^<]{0,1000})", re.IGNORECASE
)
_MARKDOWN = re.compile(r"\[([^\[\]\n]{0,500})\]\([ \t]?<?(?=https?://)")
_MARKDOWN_END = re.compile(r">?(?:[ \t]+\"[^\"\n]{0,500}\")?[ \t]?\)")
_ONE_TAB = re.compile(r"\s*(\S+)\s+\|\s+(.*\S)\s*")
_ADDRESS = re.compile(r"(?<![\w@/.])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”„«»|\\^`{}]{1,2000}", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*+•–·]|\d{1,4}[.)])\s+")
_TRAILING = ".,;:!?…'’*_"
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a list and what the list calls it, "" for nothing."""

    url: str
    title: str = ""


def links_in(text: str) -> list[Link]:
    """All web addresses of a text, in its order, repeated ones included; at most `MAX_LINKS`."""
    found: list[Link] = []
    for link in _bookmarks(text) if _BOOKMARKS.match(text) else _of_lines(text):
        found.append(link)
        if len(found) == MAX_LINKS:
            break
    return found


def is_list(text: str) -> bool:
    """Whether a text is a list of addresses and nothing else: each of its lines is one, with a title at most."""
    if _BOOKMARKS.match(text):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(map(_is_entry, lines))


def _is_entry(line: str) -> bool:
    line = line[bullet.end() :] if (bullet := _BULLET.match(line)) else line.strip()
    if (found := _ONE_TAB.fullmatch(line)) and is_web_url(found[1]):
        return True
    if match := _MARKDOWN.match(line.strip()):
        return _target(line.strip(), match.end())[1] == len(line.strip())
    return all(map(is_web_url, map(_with_scheme, line.split())))


def _bookmarks(text: str) -> Iterator[Link]:
    """What a browser exports: a file of Netscape's format of 1995, folders left aside."""
    for match in _BOOKMARK.finditer(text):
        url = html.unescape(match[1]).strip()
        if is_web_url(url):
            yield Link(url, " ".join(html.unescape(match[2]).split()))


def _of_lines(text: str) -> Iterator[Link]:
    for line in text.splitlines():
        if (found := _ONE_TAB.fullmatch(line)) and is_web_url(found[1]):
            yield Link(found[1], found[2])
        else:
            yield from _of_line(line)


def _of_line(line: str) -> Iterator[Link]:
    """The links of a line of Markdown or of any text."""
    position = 0
    for match in _MARKDOWN.finditer(line):
        if match.start() < position:
            continue
        url, end = _target(line, match.end())
        yield from _bare(line[position : match.start()])
        if is_web_url(url):
            yield Link(url, match[1].strip())
        position = end
    yield from _bare(line[position:])


def _target(line: str, start: int) -> tuple[str, int]:
    """The address of a Markdown link, brackets of its own included, and where the link ends."""
    depth, end = 0, start
    while end < min(len(line), start + MAX_LENGTH) and line[end] not in " \t<>":
        depth += (line[end] == "(") - (line[end] == ")")
        if depth < 0:
            break
        end += 1
    closing = _MARKDOWN_END.match(line, end)
    return line[start:end], closing.end() if closing else end


def _bare(text: str) -> Iterator[Link]:
    for match in _ADDRESS.finditer(text):
        address = _with_scheme(_trimmed(match[0]))
        if is_web_url(address):
            yield Link(address)


def _with_scheme(address: str) -> str:
    return f"https://{address}" if address[:4].lower() == "www." else address


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it; a bracket that it opened itself is its own."""
    while address:
        last = address[-1]
        opening = _PAIRS.get(last)
        if last not in _TRAILING and not (opening and address.count(last) > address.count(opening)):
            break
        address = address[:-1]
    return address
