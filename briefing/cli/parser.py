"""The command line's grammar: every command, its arguments and its help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from briefing import __version__
from briefing.domain.annotations import Confidence, Meaning, TakeawayKind
from briefing.domain.briefings import Level, Paper
from briefing.domain.listing import ListingKind
from briefing.paths import default_library

COMMAND_NAMES = (
    "add",
    "recapture",
    "original",
    "requests",
    "extract",
    "list",
    "show",
    "search",
    "tag",
    "highlight",
    "takeaway",
    "compose",
    "export",
    "sample",
    "undo",
    "redo",
    "backup",
    "doctor",
)
"""Every command, for the double click's entry to tell a command from a file to open."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="briefing-cli",
        description="Collect articles, say what each one means, export the briefing. Without a command: the window.",
        epilog="Exit codes: 0 done, 1 failed, 2 wrong command line, 3 some sources failed, 70 a bug, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"Briefing {__version__}")
    shared = _shared()
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _capture(commands, shared)
    _read(commands, shared)
    _annotate(commands, shared)
    _publish(commands, shared)
    for name, text in (("undo", "take back the last action"), ("redo", "do again what was undone")):
        commands.add_parser(name, parents=[shared], help=text)
    doctor = commands.add_parser("doctor", parents=[shared], help="check the library for damage")
    cure = doctor.add_mutually_exclusive_group()
    cure.add_argument("--mend", action="store_true", help="make the search index and the counters anew")
    cure.add_argument("--rescue-to", type=Path, metavar="PATH", help="write what can still be read into a new library")
    backup = commands.add_parser("backup", parents=[shared], help="write a verified copy of the library")
    backup.add_argument("-o", "--output", type=Path, help="where to; default: the backups folder beside the library")
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What argparse gives for adding commands; it has no public name for it."""


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--library", type=Path, default=default_library(), metavar="PATH", help="the library (default: your own)"
    )
    shared.add_argument(
        "--recovery-key-file",
        type=Path,
        metavar="PATH",
        help="opens an encrypted library when its key is not in the key store; BRIEFING_RECOVERY_KEY does the same",
    )
    shared.add_argument("--json", action="store_true", help="print JSON, one object a line")
    return shared


def _capture(commands: Commands, shared: argparse.ArgumentParser) -> None:
    add = commands.add_parser("add", parents=[shared], help="add pages, files, folders, pasted text or lists (-)")
    add.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a web address, file or folder; - for text or a list on standard input",
    )
    add.add_argument("--url", default="", help="where a file or paste came from")
    add.add_argument("--private", action="store_true", help="fetch also from this computer and its local network")
    again = commands.add_parser("recapture", parents=[shared], help="fetch the page of an article again")
    again.add_argument("article", type=int)
    again.add_argument("--private", action="store_true", help="fetch also from this computer and its local network")
    again.add_argument("--force", action="store_true", help="take the new text even if it looks worse")
    first = commands.add_parser("original", parents=[shared], help="write an article's original to a temporary file")
    first.add_argument("article", type=int)
    requests = commands.add_parser("requests", parents=[shared], help="list what was asked of the network, and why")
    requests.add_argument("--limit", type=int, default=50)
    requests.add_argument("--clear", action="store_true", help="forget them all")
    extract = commands.add_parser("extract", parents=[shared], help="print what files would become; stores nothing")
    extract.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for text on standard input")
    extract.add_argument("--url", default="", help="the address the files came from")


def _read(commands: Commands, shared: argparse.ArgumentParser) -> None:
    listing = commands.add_parser("list", parents=[shared], help="list articles, tags or briefings")
    kinds = [kind.value for kind in ListingKind if kind is not ListingKind.TAG]
    listing.add_argument("what", nargs="?", default="all", choices=[*kinds, "tags", "briefings"])
    listing.add_argument("--tag", default="", help="only articles with this tag")
    listing.add_argument("--limit", type=int, default=50)
    show = commands.add_parser("show", parents=[shared], help="print an article with its highlights and takeaways")
    show.add_argument("article", type=int)
    search = commands.add_parser("search", parents=[shared], help="search titles, texts, notes and takeaways")
    search.add_argument("query")
    search.add_argument("--limit", type=int, default=20)


def _annotate(commands: Commands, shared: argparse.ArgumentParser) -> None:
    tag = commands.add_parser("tag", parents=[shared], help="tag articles")
    tag.add_argument("name")
    tag.add_argument("articles", nargs="+", type=int, metavar="ARTICLE")
    tag.add_argument("--remove", action="store_true", help="take the tag off")
    highlight = commands.add_parser("highlight", parents=[shared], help="mark a passage, given by its exact words")
    highlight.add_argument("article", type=int)
    highlight.add_argument("quote")
    highlight.add_argument("--meaning", choices=[m.value for m in Meaning], default=Meaning.FACT.value)
    highlight.add_argument("--note", default="")
    takeaway = commands.add_parser("takeaway", parents=[shared], help="write down what an article means")
    takeaway.add_argument("article", type=int)
    takeaway.add_argument("text")
    takeaway.add_argument("--kind", choices=[k.value for k in TakeawayKind], default=TakeawayKind.FOR_YOU.value)
    takeaway.add_argument("--audience", default="")
    takeaway.add_argument("--confidence", choices=[c.value for c in Confidence], default="")
    takeaway.add_argument("--evidence", type=int, nargs="*", default=[], metavar="HIGHLIGHT")
    takeaway.add_argument("--field", action="append", default=[], metavar="NAME=VALUE", help="such as owner=Finance")


def _publish(commands: Commands, shared: argparse.ArgumentParser) -> None:
    compose = commands.add_parser("compose", parents=[shared], help="make a briefing, or add to one")
    compose.add_argument("briefing", help="the id or title of a briefing; a new title makes a new one")
    compose.add_argument("--articles", type=int, nargs="*", default=[], metavar="ARTICLE")
    compose.add_argument("--section", default="", help="the section to add to; made if there is none of this title")
    compose.add_argument("--level", choices=[level.value for level in Level], default=Level.BRIEF.value)
    compose.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="such as bottom_line='Rates fell.'"
    )
    export = commands.add_parser("export", parents=[shared], help="export a briefing")
    export.add_argument("briefing", help="the id or title of a briefing")
    export.add_argument("--format", choices=["pdf"], default="pdf")
    export.add_argument("-o", "--output", type=Path, required=True)
    export.add_argument("--paper", choices=[paper.value for paper in Paper])
    sample = commands.add_parser("sample", parents=[shared], help="add the sample briefing to the library")
    sample.add_argument("-o", "--output", type=Path, help="export it as a PDF as well")
