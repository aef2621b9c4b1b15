"""The printed page, read back: what stands where, and what a reader who cannot see it is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pikepdf
import pytest

from briefing.domain.annotations import FORMS, TakeawayKind
from briefing.domain.briefings import Level
from briefing.export.cleaning import safe_link
from briefing.export.document import Document, Entry
from tests.export import large
from tests.export.reading import Reading, plain, shows

Read = Callable[[str], Reading]
Documents = Callable[[str], Document]

both = pytest.mark.parametrize("name", ["small", "thirty"])


def body_text(reading: Reading, document: Document) -> str:
    """The text from the first section on, where every entry is told in full."""
    first = reading.outline[1][2]
    text = plain("".join(reading.pages[first - 1 :]))
    return text[text.index(plain(document.parts[0].title)) :]


def texts_of(entry: Entry) -> list[str]:
    """What an entry prints, in order; a headline in brief tells its first line only."""
    if entry.level is Level.HEADLINE:
        return [entry.headline]
    points = [line for point in entry.points for line in point.text.split("\n")]
    return [entry.headline, entry.comment, *points, *(quote.text for quote in entry.quotes)]


@both
def test_everything_is_printed_in_the_order_of_the_briefing(name: str, reading: Read, document: Documents) -> None:
    text = body_text(reading(name), document(name))
    at = 0
    for part in document(name).parts:
        for entry in (*part.entries, *part.in_brief):
            for words in texts_of(entry):
                assert shows(text, words), words
                if not re.search("[\u0590-\u06ff]", words):
                    at = text.index(plain(words), at)


@both
def test_page_one_stands_alone(name: str, reading: Read, document: Documents) -> None:
    first = plain(reading(name).pages[0])
    made = document(name)
    wanted = [made.title, made.subtitle, made.edition, made.audience, made.prepared_by, made.cut_off, made.bottom_line]
    wanted += [story.headline for story in made.stories] + [made.classification, f"{made.minutes} min", "Page 1 of"]
    for words in wanted:
        assert plain(words) in first
    assert made.stories
    assert "CONTENTS" in plain(reading(name).pages[1]), "page 1 runs over"


@both
def test_headings_never_skip_a_level_and_each_article_is_one_heading(
    name: str, reading: Read, document: Documents
) -> None:
    headings = reading(name).elements("H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(heading.kind[1]) for heading in headings]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    made = document(name)
    assert levels.count(2) == len(made.entries) + len(made.copies)
    assert len(reading(name).elements("Title")) == 1


@both
def test_outline_names_summary_sections_articles_and_annexes(name: str, reading: Read, document: Documents) -> None:
    made = document(name)
    wanted: list[tuple[int, str]] = [(0, "Bottom line")]
    for part in made.parts:
        wanted.append((0, part.title))
        wanted += [(1, entry.headline) for entry in (*part.entries, *part.in_brief)]
    wanted.append((0, "Sources"))
    if made.copies:
        titles = {source.number: source.title for source in made.sources}
        wanted += [(0, "Reading copies"), *((1, titles[copy.source]) for copy in made.copies)]
    wanted.append((0, "How this was made"))
    assert [(depth, plain(title)) for depth, title, _ in reading(name).outline] == [(d, plain(t)) for d, t in wanted]


@both
def test_each_bookmark_leads_to_the_page_that_shows_its_title(name: str, reading: Read) -> None:
    for _, title, page in reading(name).outline:
        assert shows(plain(reading(name).pages[page - 1]), title), title


@both
def test_contents_give_the_right_pages(name: str, reading: Read) -> None:
    text = "".join(plain(reading(name).pages[page]) for page in (1, 2))
    at = 0
    annex = [title for _, title, _ in reading(name).outline].index("Sources")
    for _, title, page in reading(name).outline[:annex]:
        if re.search("[\u0590-\u06ff]", title):
            assert shows(text, title)
            continue
        found = re.compile(re.escape(plain(title)) + rf"{page}(?!\d)").search(text, at)
        assert found, (title, page)
        at = found.end()


@both
def test_sources_are_linked_and_lead_back(name: str, reading: Read, document: Documents) -> None:
    links = reading(name).links()
    assert all(description for *_, description in links)
    addresses = [address for _, address, _, _ in links if address]
    assert set(addresses) == {source.url for source in document(name).sources if safe_link(source.url)}
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)
    sources_page = next(page for _, title, page in reading(name).outline if title == "Sources")
    sections_page = reading(name).outline[1][2]
    there = [link for link in links if sections_page <= link[0] < sources_page and link[2] >= sources_page]
    back = [link for link in links if link[0] >= sources_page and sections_page <= link[2] <= sources_page]
    assert len(there) >= len(document(name).entries)
    assert len(back) >= len(document(name).sources)


def test_dangerous_addresses_are_no_links(reading: Read) -> None:
    addresses = [address for _, address, _, _ in reading("odd").links() if address]
    assert addresses == ["https://example.org/a?b=c"]


@both
def test_running_head_names_the_sections_on_that_page(name: str, reading: Read, document: Documents) -> None:
    titles = [part.title for part in document(name).parts] + ["Sources", "Reading copies", "How this was made"]
    starts = {title: page for depth, title, page in reading(name).outline if depth == 0}
    for number in range(2, len(reading(name).pages) + 1):
        head = " ".join(line.text for line in reading(name).lines(number)[:2]).casefold()
        starting = [title for title in titles if starts.get(title) == number]
        if starting:
            assert starting[-1].casefold() in head, number
        elif running := [title for title in titles if starts.get(title, 999) < number]:
            assert running[-1].casefold() in head, number


@both
def test_foot_has_classification_edition_and_page(name: str, reading: Read, document: Documents) -> None:
    total = len(reading(name).pages)
    for number, text in enumerate(reading(name).pages, 1):
        assert plain(f"Page {number} of {total}") in plain(text)
        assert document(name).classification in text
        assert f"Edition {document(name).edition}" in text


@both
def test_page_labels_count_the_pages(name: str, reading: Read) -> None:
    labels = reading(name).pdf.Root.PageLabels.Nums
    assert len(labels) == 2 * len(reading(name).pages)
    assert all(str(label.S) == "/D" for label in list(labels)[1::2])


@both
def test_no_heading_ends_a_page_and_no_call_out_is_split(name: str, reading: Read, document: Documents) -> None:
    for number in range(reading(name).outline[1][2], len(reading(name).pages) + 1):
        lines = [line for line in reading(name).lines(number) if line.bottom > 60 and line.top < 780]
        lowest = min(lines, key=lambda line: line.bottom)
        headings = {plain(title) for _, title, _ in reading(name).outline}
        assert plain(lowest.text) not in headings, (number, lowest)
    pages = [plain(text) for text in reading(name).pages]
    for entry in document(name).entries:
        for point in entry.points if entry.level is not Level.HEADLINE else ():
            assert any(shows(page, point.text) for page in pages), point


def test_right_to_left_paragraphs_end_at_the_right_margin(reading: Read) -> None:
    page = next(
        number
        for number, text in enumerate(reading("thirty").pages, 1)
        if plain(large.ARABIC[:20]) in plain(text) and number > reading("thirty").outline[1][2] - 1
    )
    lines = [line for line in reading("thirty").lines(page) if re.search("[\u0600-\u06ff]{3}", line.text)]
    assert len(lines) >= 4
    right = max(line.right for line in reading("thirty").lines(page))
    assert right - max(line.right for line in lines) < 1.5, "the headline does not begin at the right"


def test_languages_are_marked(reading: Read) -> None:
    marked = {element.language for element in reading("thirty").tree.walk()}
    assert {"ar", "he", "zh", "ja", "ko", "ru", "el"} <= marked
    assert str(reading("thirty").pdf.Root.Lang) == "en"


def test_hostile_text_is_printed_literally(reading: Read) -> None:
    text = reading("odd").text + reading("thirty").text
    for words in ('#import "x.typ": * #panic("boom") $x^2$', "Heading `code`"):
        assert plain(words) in text


@both
def test_tables_have_headers(name: str, reading: Read) -> None:
    for table in reading(name).elements("Table"):
        kinds = {element.kind for element in table.walk()}
        assert {"THead", "TH", "TR"} <= kinds


def test_all_kinds_are_labelled(reading: Read) -> None:
    text = reading("odd").text.casefold()
    for kind in TakeawayKind:
        assert plain(FORMS[kind].label).casefold() in text


@pytest.mark.parametrize("name", ["small", "odd"])
def test_pictures_have_a_text_alternative(name: str, reading: Read) -> None:
    figures = reading(name).elements("Figure")
    assert figures
    assert all(str(figure.node.Alt) for figure in figures)


@both
def test_fonts_are_embedded_with_their_characters(name: str, reading: Read) -> None:
    from briefing.export import fonts

    names = {re.split("[-[]", path.name)[0] for path in fonts.files(fonts.folders())}
    for number in range(1, len(reading(name).pdf.objects)):
        font = reading(name).pdf.get_object(number, 0)
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
            continue
        if "/DescendantFonts" in font:
            assert "/ToUnicode" in font
        elif "/FontDescriptor" in font:
            assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
            family = str(font.BaseFont).partition("+")[2].split("-")[0]
            assert any(family.startswith(known) or known.startswith(family) for known in names), family


@both
def test_metadata_says_what_it_is(name: str, reading: Read, document: Documents) -> None:
    with reading(name).pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == document(name).title
        assert metadata["dc:creator"] == [document(name).prepared_by]
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        for keyword in document(name).keywords:
            assert keyword in metadata["pdf:Keywords"]
    root = reading(name).pdf.Root
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    assert root.OutputIntents[0].S == "/GTS_PDFA1"


def test_an_empty_briefing_says_so_on_one_page(reading: Read) -> None:
    assert len(reading("empty").pages) == 1
    assert plain("No significant developments.") in reading("empty").text


def test_an_article_without_a_word_is_still_told(reading: Read) -> None:
    assert plain("A short note") in reading("one").text
    assert len(reading("one").pages) <= 2
