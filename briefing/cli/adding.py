"""The command that adds: one source, or many at once with a line for each."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import output
from briefing.cli.opening import library
from briefing.domain.urls import is_web_url

if TYPE_CHECKING:
    from briefing.operations.bulk import Line
    from briefing.operations.capture import Captured
    from briefing.store.database import Store

EXIT_SOME_FAILED = 3
STANDARD_INPUT = "-"


def add(arguments: Namespace) -> int:
    """Add each source; a line or object per source, also for those that fail."""
    from briefing.operations import bulk

    sources: list[str | Path] = []
    pasted = ""
    for source in arguments.sources:
        if source != STANDARD_INPUT:
            sources.append(source)
        elif bulk.is_list(text := sys.stdin.read()):
            sources += [link.url for link in bulk.links_in(text)]
        else:
            pasted = text
    with library(arguments) as store:
        if not arguments.url and _are_many(sources):
            failed, total = _add_many(store, sources, arguments)
        else:
            failed, total = 0, len(sources)
            for source in sources:
                failed += not _add_one(store, str(source), "", arguments)
        if STANDARD_INPUT in arguments.sources and (pasted or not sources):
            failed, total = failed + (not _add_one(store, STANDARD_INPUT, pasted, arguments)), total + 1
    return exit_code(failed, total)


def exit_code(failed: int, total: int) -> int:
    """0 when all went well, 1 when nothing did, else the code for some."""
    return (1 if failed == total else EXIT_SOME_FAILED) if failed else 0


def tell_failure(source: str, sentence: str, *, as_json: bool) -> None:
    """Say on standard error, and as an object when those are wanted, that a source failed."""
    print(f"briefing: {source}: {sentence}", file=sys.stderr)
    if as_json:
        output.emit(output.failure_data(source, sentence))


def _are_many(sources: list[str | Path]) -> bool:
    return len(sources) > 1 or any(not is_web_url(str(source)) and Path(source).is_dir() for source in sources)


def _add_one(store: Store, source: str, pasted: str, arguments: Namespace) -> bool:
    from briefing.domain.errors import BriefingError
    from briefing.operations import browse

    try:
        captured = _capture(store, source, pasted, arguments)
    except BriefingError as error:
        tell_failure(source, str(error), as_json=arguments.json)
        return False
    if arguments.json:
        article = browse.article(store, captured.article_id).article
        output.emit(output.article_data(article, source, existing=captured.existing))
    else:
        print(f"{'Already there' if captured.existing else 'Added'}: {output.summary_line(captured.summary)}")
    return True


def _capture(store: Store, source: str, pasted: str, arguments: Namespace) -> Captured:
    from briefing.operations import capture

    if source == STANDARD_INPUT:
        return capture.capture_text(store, pasted, url=arguments.url).value
    if is_web_url(source):
        return capture.capture_url(store, source, allow_private=arguments.private).value
    return capture.capture_file(store, Path(source), url=arguments.url).value


def _add_many(store: Store, sources: list[str | Path], arguments: Namespace) -> tuple[int, int]:
    """Add many and print the receipt: each line when it is known, objects in the order of the sources."""
    from briefing.operations import browse, bulk

    def told(line: Line) -> None:
        if line.article_id is None:
            tell_failure(line.what, line.sentence, as_json=False)
        else:
            said = " – ".join(filter(None, (line.title, line.sentence)))
            print(f"{_WORDS[line.outcome]}: {line.article_id:>5}  {said}\n       {line.what}")

    receipt = bulk.capture_many(
        store, sources, allow_private=arguments.private, told=None if arguments.json else told
    ).value
    failed = receipt.count(bulk.Ending.FAILED, bulk.Ending.NOT_DONE)
    if not arguments.json:
        added = receipt.count(bulk.Ending.ADDED, bulk.Ending.INCOMPLETE)
        known = len(receipt.lines) - added - failed
        print(f"{added} added, {known} already there, {failed} failed.")
        return failed, len(receipt.lines)
    for line in receipt.lines:
        if line.article_id is None:
            tell_failure(line.what, line.sentence, as_json=True)
        else:
            article = browse.article(store, line.article_id).article
            existing = line.outcome in (bulk.Ending.EXISTING, bulk.Ending.REPEATED)
            output.emit(output.article_data(article, line.what, existing=existing))
    return failed, len(receipt.lines)


_WORDS = {
    "added": "Added",
    "incomplete": "Added, not whole",
    "existing": "Already there",
    "repeated": "Named twice",
}
