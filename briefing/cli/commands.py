"""The commands: each reads its arguments, calls one operation and prints the result."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import output
from briefing.cli.adding import STANDARD_INPUT, add, exit_code, tell_failure
from briefing.cli.opening import library, recovery_key
from briefing.cli.renewing import original, recapture, requests
from briefing.domain.annotations import Confidence, HighlightId, Meaning, TakeawayKind
from briefing.domain.articles import ArticleId
from briefing.domain.briefings import BriefingId, Level, Paper
from briefing.domain.errors import BriefingError, InvalidInputError, NotFoundError
from briefing.domain.listing import Listing, ListingKind
from briefing.domain.recovery_key import read

if TYPE_CHECKING:
    from briefing.store.database import Store


def extract(arguments: Namespace) -> int:
    """Print what each file would become; nothing is stored."""
    from briefing.operations import capture

    def one(file: str) -> None:
        if file == STANDARD_INPUT:
            result = capture.extract_text(sys.stdin.read(), arguments.url)
        else:
            result = capture.extract_file(Path(file), arguments.url)
        if arguments.json:
            output.emit(output.capture_data(result, file))
        else:
            print(f"{result.title}\n\n{result.text.readable}\n")

    return _each(arguments.files, one, arguments.json)


def _each(sources: Sequence[str], one: Callable[[str], None], as_json: bool) -> int:
    """Do `one` for every source. A source that fails is told and the next one goes on."""
    failed = 0
    for source in sources:
        try:
            one(source)
        except BriefingError as error:
            failed += 1
            tell_failure(source, str(error), as_json=as_json)
    return exit_code(failed, len(sources))


def list_(arguments: Namespace) -> int:
    """List articles, tags or briefings."""
    from briefing.operations import browse

    with library(arguments) as store:
        if arguments.what == "tags":
            for tag in browse.all_tags(store):
                data = {"id": tag.id, "name": tag.name, "colour": tag.colour, "articles": tag.count}
                output.emit(data) if arguments.json else print(f"{tag.count:>5}  {tag.name}")
        elif arguments.what == "briefings":
            for row in browse.all_briefings(store):
                data = {"id": row.id, "title": row.title, "edition": row.edition, "date": row.date, "items": row.items}
                output.emit(data) if arguments.json else print(f"{row.id:>5}  {row.title}  {row.date}")
        else:
            _list_articles(store, arguments)
    return 0


def _list_articles(store: Store, arguments: Namespace) -> None:
    from briefing.operations import browse

    listing = Listing(ListingKind(arguments.what))
    if arguments.tag:
        key = arguments.tag.casefold()
        found = [tag.id for tag in browse.all_tags(store) if tag.name.casefold() == key]
        if not found:
            raise NotFoundError(f"There is no tag “{arguments.tag}”. `list tags` shows the tags there are.")
        listing = Listing(ListingKind.TAG, found[0])
    for row in browse.page(store, listing, limit=arguments.limit).rows:
        output.emit(output.summary_data(row)) if arguments.json else print(output.summary_line(row))


def show(arguments: Namespace) -> int:
    """Print one article with everything written on it."""
    from briefing.operations import browse

    with library(arguments) as store:
        view = browse.article(store, ArticleId(arguments.article))
    if arguments.json:
        data = output.article_data(view.article, view.article.url, existing=True)
        data["tags"] = [tag.name for tag in view.article.summary.tags]
        data["canonical_text"] = view.article.text.text  # what the offsets of highlights count in
        data["highlights"] = [output.highlight_data(h) for h in view.highlights]
        data["takeaways"] = [output.takeaway_data(t) for t in view.takeaways]
        output.emit(data)
        return 0
    print(f"{output.summary_line(view.article.summary)}\n\n{view.article.text.readable}")
    for h in view.highlights:
        print(f"\n[{h.id}] {h.meaning.value}: “{h.quote}”{' – ' + h.note if h.note else ''}")
    for t in view.takeaways:
        data = output.takeaway_data(t)
        print(f"\n{data['label']}: {data['text']}")
    return 0


def search(arguments: Namespace) -> int:
    """Print what a search finds."""
    from briefing.operations import browse

    with library(arguments) as store:
        hits = browse.search(store, arguments.query, limit=arguments.limit)
    for hit in hits:
        if arguments.json:
            output.emit(output.hit_data(hit))
        else:
            print(f"{output.summary_line(hit.article)}\n       {output.marked(hit.snippet, hit.spans)}")
    return 0


def tag(arguments: Namespace) -> int:
    """Tag articles, or take a tag off."""
    from briefing.operations import browse, organise

    ids = [ArticleId(article) for article in arguments.articles]
    with library(arguments) as store:
        if arguments.remove:
            key = arguments.name.casefold()
            for known in browse.all_tags(store):
                if known.name.casefold() == key:
                    organise.untag(store, ids, known.id)
        else:
            organise.tag(store, ids, arguments.name)
        for row in browse.summaries(store, ids):
            output.emit(output.summary_data(row)) if arguments.json else print(output.summary_line(row))
    return 0


def highlight(arguments: Namespace) -> int:
    """Mark a passage given by its words."""
    from briefing.operations import annotate

    with library(arguments) as store:
        article_id, meaning = ArticleId(arguments.article), Meaning(arguments.meaning)
        done = annotate.highlight_quote(store, article_id, arguments.quote, meaning)
        if arguments.note:
            annotate.edit_highlight(store, done.value, note=arguments.note)
    return _print_id(done.value, "highlight", arguments)


def takeaway(arguments: Namespace) -> int:
    """Write a takeaway."""
    from briefing.operations import annotate

    with library(arguments) as store:
        done = annotate.add_takeaway(
            store,
            ArticleId(arguments.article),
            TakeawayKind(arguments.kind),
            arguments.text,
            audience=arguments.audience,
            confidence=Confidence(arguments.confidence),
            fields=_pairs(arguments.field),
            evidence=[HighlightId(number) for number in arguments.evidence],
        )
    return _print_id(done.value, "takeaway", arguments)


def compose(arguments: Namespace) -> int:
    """Make a briefing or add to one."""
    from briefing.operations import browse
    from briefing.operations import compose as operation

    with library(arguments) as store:
        try:
            briefing_id = _briefing(store, arguments.briefing)
        except NotFoundError:
            today = date.today().isoformat()  # noqa: DTZ011  (the person's own day is meant)
            briefing_id = operation.create_briefing(store, arguments.briefing, today).value
        if arguments.set:
            operation.edit_briefing(store, briefing_id, **_pairs(arguments.set))
        section_id = None
        if arguments.section:
            sections = browse.briefing(store, briefing_id).briefing.sections
            named = [section.id for section in sections if section.title == arguments.section]
            section_id = named[0] if named else operation.add_section(store, briefing_id, arguments.section).value
        ids = [ArticleId(article) for article in arguments.articles]
        operation.add_articles(store, briefing_id, section_id, ids, Level(arguments.level))
    return _print_id(briefing_id, "briefing", arguments)


def export(arguments: Namespace) -> int:
    """Export a briefing."""
    with library(arguments) as store:
        return _export(store, _briefing(store, arguments.briefing), arguments)


def _export(store: Store, briefing_id: BriefingId, arguments: Namespace) -> int:
    from briefing.operations import publish

    paper = Paper(arguments.paper) if getattr(arguments, "paper", None) else None
    done = publish.export_briefing(
        store, briefing_id, getattr(arguments, "format", "pdf"), arguments.output, paper=paper
    )
    for warning in done.warnings:
        print(f"briefing: {warning}", file=sys.stderr)
    if arguments.json:
        output.emit({"path": str(done.path), "pages": done.pages, "warnings": list(done.warnings)})
    else:
        print(f"Saved {done.path} ({done.pages} {'page' if done.pages == 1 else 'pages'}).")
    return 0


def sample(arguments: Namespace) -> int:
    """Add the sample briefing, and export it where asked."""
    from briefing.operations import sample as operation

    with library(arguments) as store:
        briefing_id = operation.add_sample(store).value
        if arguments.output is not None:
            return _export(store, briefing_id, arguments)
    return _print_id(briefing_id, "briefing", arguments)


def undo(arguments: Namespace) -> int:
    """Take back the last action."""
    from briefing.operations import maintain

    with library(arguments) as store:
        label = maintain.undo(store).value
    return _print_label(label, "Undone: {}", "There is nothing to undo.", arguments)


def redo(arguments: Namespace) -> int:
    """Do again what was undone."""
    from briefing.operations import maintain

    with library(arguments) as store:
        label = maintain.redo(store).value
    return _print_label(label, "Done again: {}", "There is nothing to redo.", arguments)


def backup(arguments: Namespace) -> int:
    """Back the library up."""
    from briefing.operations import maintain

    with library(arguments) as store:
        path = maintain.backup(store, arguments.output)
    output.emit({"path": str(path)}) if arguments.json else print(f"Saved {path}.")
    return 0


def doctor(arguments: Namespace) -> int:
    """Check, mend or rescue the library; exit code 1 when something stays wrong with it."""
    from briefing.operations import maintain

    if arguments.rescue_to is not None:
        given = recovery_key(arguments)
        lost = maintain.rescue(arguments.library, arguments.rescue_to, key=read(given) if given else None)
        if arguments.json:
            output.emit({"library": str(arguments.rescue_to), "lost": lost})
        else:
            print("\n".join(lost) or f"Everything was saved into {arguments.rescue_to}.")
        return 1 if lost else 0
    with library(arguments) as store:
        if arguments.mend:
            maintain.mend(store)
        report = maintain.check_up(store)
    if arguments.json:
        output.emit(output.report_data(report))
    else:
        print(f"{report.path}: {report.articles} articles, SQLite {report.sqlite}, {report.driver}")
        print("\n".join(report.problems) or "The library is sound.")
    return 1 if report.problems else 0


def _briefing(store: Store, name: str) -> BriefingId:
    from briefing.operations import browse

    for row in browse.all_briefings(store):
        if name in (str(row.id), row.title):
            return row.id
    raise NotFoundError(f"There is no briefing “{name}”. `list briefings` shows the briefings there are.")


def _pairs(entries: Sequence[str]) -> dict[str, str]:
    pairs = dict(entry.partition("=")[::2] for entry in entries)
    if bad := next((entry for entry in entries if "=" not in entry), None):
        raise InvalidInputError(f"“{bad}” is not NAME=VALUE.")
    return pairs


def _print_id(number: int, kind: str, arguments: Namespace) -> int:
    output.emit({"id": number, "kind": kind}) if arguments.json else print(f"{kind.capitalize()} {number}")
    return 0


def _print_label(label: str, done: str, nothing: str, arguments: Namespace) -> int:
    output.emit({"label": label}) if arguments.json else print(done.format(label) if label else nothing)
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "add": add,
    "recapture": recapture,
    "original": original,
    "requests": requests,
    "extract": extract,
    "list": list_,
    "show": show,
    "search": search,
    "tag": tag,
    "highlight": highlight,
    "takeaway": takeaway,
    "compose": compose,
    "export": export,
    "sample": sample,
    "undo": undo,
    "redo": redo,
    "backup": backup,
    "doctor": doctor,
}
"""Command name to the function that carries it out and gives the exit code."""
