"""`briefing --self-test`: every part that the program brings is imported and used, and a table says how it went.

Each check runs in a process of its own, which re-enters this program: a part that takes its process down with it is
one row of the table and not the end of it. Nothing of the person's is read or written.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from briefing import __version__, paths

FLAG = "--self-test"

Check = Callable[[Path], str]
"""Uses one part in an empty folder of its own; gives what was found, in a few words. Raises where the part fails."""

_SECONDS = 180
_PAGE = """<!doctype html><html lang="en"><head><title>Tide power lights a harbour</title>
<meta property="og:site_name" content="The Aldmouth Gazette"><meta property="article:published_time"
content="2026-03-01"></head><body><nav><a href="/">Home</a></nav><article><h1>Tide power lights a harbour</h1>
{paragraphs}</article><footer>All rights reserved.</footer></body></html>"""
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Aldmouth Gazette</title>
<link>https://www.aldmouth.example/</link><item><title>Tide & power</title><link>/tide</link>
<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;Three turbines turn both ways.&lt;/p&gt;
</description></item></channel></rss>"""
_SENTENCE = (
    "Three turbines below the old pier of Aldmouth turn both ways, so that ebb and flood count alike, and the harbour "
    "will be lit by its own tide from the {number}. winter on, as the council decided on Monday evening. "
)
_SCRIPTS = {
    "Greek": "Η παλίρροια φωτίζει το λιμάνι.",
    "Hebrew": "הגאות מאירה את הנמל.",
    "Arabic": "المد يضيء الميناء.",
    "Cyrillic": "Прилив освещает гавань.",
    "Hindi": "ज्वार बंदरगाह को रोशन करता है।",
    "Thai": "กระแสน้ำส่องสว่างท่าเรือ",
    "Chinese": "潮汐照亮了港口。",
    "emoji": "🌊",
}
_OFFICE = "http://schemas.openxmlformats.org"
_WORD_FILE = {
    "[Content_Types].xml": f"""<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r1"
Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""",
    "word/document.xml": f"""<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>Three turbines below the pier turn both ways.</w:t></w:r></w:p></w:body></w:document>""",
}
"""The least that is a Word document."""

_KEY_STORES = {
    "linux": ("keyring.backends.SecretService", "secretstorage", "jeepney"),
    "darwin": ("keyring.backends.macOS",),
    "win32": ("keyring.backends.Windows",),
}
_PICTURE_KINDS = {"png", "jpeg", "gif", "webp", "svg"}
"""What pages hold pictures in, and the window draws."""


def main(arguments: Sequence[str] = ()) -> int:
    """Run every check and print the table; with the name of a check, run that one here. 0 when all is well."""
    if arguments:
        with tempfile.TemporaryDirectory(prefix="briefing-test-") as folder:
            print(CHECKS[arguments[0]](Path(folder)))
        return 0
    print(f"Briefing {__version__}, Python {sys.version.split()[0]}, {_place()}")
    failed = [name for name in CHECKS if not _reported(name)]
    print(f"Failed: {', '.join(failed)}." if failed else f"All {len(CHECKS)} parts work.")
    return 1 if failed else 0


def _reported(name: str) -> bool:
    """Run one check in a process of its own and print its row; whether it went well."""
    began = time.monotonic()
    child = subprocess.run(
        _command(name),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    well = child.returncode == 0
    said = (child.stdout if well else child.stderr).decode("utf-8", "replace").strip()
    last = said.splitlines()[-1] if said else f"ended with {child.returncode}"
    print(f"{'ok  ' if well else 'FAIL'}  {name:<12} {time.monotonic() - began:5.1f} s  {last}", flush=True)
    if not well:
        print(said, file=sys.stderr)
    return well


def _command(name: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG, name]
    return [sys.executable, "-m", "briefing", FLAG, name]


def _place() -> str:
    return "an installed program" if getattr(sys, "frozen", False) else "a Python environment"


def _require(well: bool, otherwise: str) -> None:
    if not well:
        raise SystemExit(otherwise)


def resources_there(_folder: Path) -> str:
    """Icons, themes, templates and the sample, and the licences of all that is bundled."""
    root = paths.resources()
    kinds = {"icons": "*.svg", "themes": "*.qss", "templates": "*.typ", "sample": "*.json"}
    counts = {kind: len(list((root / kind).glob(pattern))) for kind, pattern in kinds.items()}
    missing = [kind for kind, count in counts.items() if not count]
    _require(not missing, f"missing: {', '.join(missing)}")
    if getattr(sys, "frozen", False):
        counts["licences"] = len(list((root.parent.parent / "licences").iterdir()))
        _require(counts["licences"] > 0, "the licences are missing")
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def library_works(folder: Path) -> str:
    """A new library, its search, its undo, a verified backup; and the versions of SQLite and its driver."""
    from briefing.operations import browse, capture, maintain
    from briefing.store.database import Store, versions

    store = Store.open(folder / "new.briefing-library")
    try:
        added = capture.capture_text(store, f"Tide power\n\n{_SENTENCE.format(number=1)}")
        hits = browse.search(store, "turbines")
        _require([hit.article.id for hit in hits] == [added.value.article_id], "the full-text search found nothing")
        _require(bool(maintain.undo(store).value), "there was nothing to undo")
        maintain.redo(store)
        maintain.backup(store)
        problems = maintain.check_up(store).problems
        _require(not problems, " ".join(problems))
    finally:
        store.close()
    found = versions()
    return f"SQLite {found.sqlite}, {found.driver}, full-text search"


def migrations_work(folder: Path) -> str:
    """A library as the first version made it is opened, and with it upgraded, by Alembic and our revisions."""
    from briefing.store import driver, migrations, opening
    from briefing.store.database import Store

    path = folder / "old.briefing-library"
    connection = driver.connect(path, mode="rwc")
    connection.execute(f"PRAGMA application_id = {driver.APPLICATION_ID}")
    connection.close()
    migrations.upgrade(path, opening.REVISIONS[0])
    Store.open(path, create=False).close()
    _require(opening.revision(path) == opening.HEAD, "the library was not upgraded")
    return f"Alembic {importlib.metadata.version('alembic')}, from {opening.REVISIONS[0]} to {opening.HEAD}"


def extraction_works(_folder: Path) -> str:
    """A page becomes an article in the worker process."""
    from briefing.domain.articles import Outcome
    from briefing.sources import extract

    paragraphs = "".join(f"<p>{_SENTENCE.format(number=number) * 2}</p>" for number in range(2, 8))
    found = extract.capture(_PAGE.format(paragraphs=paragraphs).encode(), url="https://www.aldmouth.example/tide")
    _require(found.outcome is Outcome.FULL, found.reason)
    _require(found.title == "Tide power lights a harbour", f"the title became “{found.title}”")
    _require("All rights reserved" not in found.text.text, "the page's frame was taken for its text")
    _require(found.published.startswith("2026-03-01"), f"the date became “{found.published}”")
    return f"{found.text.text.count('turbines')} sentences, dated {found.published}"


def extraction_data_is_there(_folder: Path) -> str:
    """Each extraction library with the data files it reads only now and then."""
    import dateparser
    import htmldate
    import justext
    import trafilatura
    from tld import get_fld

    from briefing.sources import heading_weights

    words = justext.get_stoplist("German")
    page = _PAGE.format(paragraphs=f"<p>{_SENTENCE.format(number=1) * 9}</p>")
    _require("turbines" in (trafilatura.extract(page) or ""), "trafilatura gave no text")
    _require(get_fld("https://news.aldmouth.co.uk/") == "aldmouth.co.uk", "the public suffix list is missing")
    day = dateparser.parse("3 mars 2026", languages=["fr"])
    _require(day is not None and day.month == 3, "dateparser did not understand a French date")
    _require(htmldate.find_date(page) == "2026-03-01", "htmldate found no date")
    _require(bool(heading_weights.fitted().trees), "the weights of headings are empty")
    extractor = f"trafilatura {importlib.metadata.version('trafilatura')}"
    return f"{extractor}, {len(words)} German stop words, public suffixes, French dates, headings"


def network_is_ready(_folder: Path) -> str:
    """The HTTP client and the certificates it trusts, the readers of mailboxes, and the door for the browser.

    Nothing is fetched.
    """
    import ssl

    import certifi
    import httpx

    from briefing.sources import doorway, imap  # noqa: F401

    trusted = ssl.create_default_context(cafile=certifi.where()).cert_store_stats()["x509_ca"]
    _require(trusted > 0, "no certificate authority is known")
    with httpx.Client(verify=ssl.create_default_context(cafile=certifi.where())) as client:
        client.build_request("GET", "https://www.aldmouth.example/")
    door = doorway.Doorway(0, "token", lambda _page: "")
    door.serve(lambda: True)  # closes it
    return f"httpx {httpx.__version__}, {ssl.OPENSSL_VERSION}, {trusted} certificate authorities, IMAP, a local door"


def pdf_works(folder: Path) -> str:
    """A briefing becomes a PDF in the worker process, with every script that we bring fonts for."""
    from briefing.domain.annotations import TakeawayKind
    from briefing.operations import annotate, capture, compose, publish
    from briefing.store.database import Store

    target = folder / "scripts.pdf"
    store = Store.open(folder / "pdf.briefing-library")
    try:
        briefing_id = compose.create_briefing(store, "The tide · Παλίρροια · גאות", "2026-03-01").value
        added = capture.capture_text(store, "Tide power\n\n" + "\n\n".join(_SCRIPTS.values())).value.article_id
        for text in _SCRIPTS.values():
            annotate.add_takeaway(store, added, next(iter(TakeawayKind)), text)
        compose.add_articles(store, briefing_id, None, [added])
        done = publish.export_briefing(store, briefing_id, "pdf", target)
    finally:
        store.close()
    _require(not done.warnings, " ".join(done.warnings))
    _require(target.read_bytes().startswith(b"%PDF-"), "the file is no PDF")
    return f"Typst {importlib.metadata.version('typst')}, {done.pages} pages, {', '.join(_SCRIPTS)}"


def documents_work(folder: Path) -> str:
    """Files that are no pages become articles in the worker process: a PDF made here, a Word document, rich text, a
    letter.
    """
    import io
    import zipfile

    import olefile  # Outlook's messages need it; none can be made here
    import typst

    from briefing.sources import documents

    printed = typst.compile(b'#set document(title: "Tide power")\n' + _SENTENCE.format(number=1).encode() * 3)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as word:
        for place, part in _WORD_FILE.items():
            word.writestr(place, part)
    files = {
        "tide.pdf": printed,
        "tide.docx": written.getvalue(),
        "tide.rtf": rb"{\rtf1\ansi Tide power\par Three turbines below the pier turn both ways, ebb and flood.\par}",
        "tide.eml": b"From: a@aldmouth.example\r\nSubject: Tide power\r\n\r\nThree turbines turn both ways.\r\n",
    }
    for name, body in files.items():
        (folder / name).write_bytes(body)
        text = documents.capture_file(folder / name).text.text
        _require("turbines" in text, f"{name} gave no text")
    return f"{', '.join(files)}; olefile {olefile.__version__}"


def feeds_work(_folder: Path) -> str:
    """A feed with an error in its markup becomes items in the worker process."""
    from briefing.sources import feed

    found = feed.read(_FEED.encode(), url="https://www.aldmouth.example/feed")
    _require(found.title == "The Aldmouth Gazette", f"the feed's title became “{found.title}”")
    _require([item.title for item in found.items] == ["Tide & power"], "the feed's items were not read")
    _require(found.items[0].published.startswith("2026-03-01"), f"the date became “{found.items[0].published}”")
    return f"feedparser {importlib.metadata.version('feedparser')}, {len(found.items)} item, its date and text"


def pictures_work(folder: Path) -> str:
    """Pictures of the kinds that pages hold are read and written."""
    from PIL import Image, features

    kinds = ("png", "jpeg", "gif", "webp", "avif", "tiff")
    for kind in kinds:
        path = folder / f"picture.{kind}"
        Image.new("RGB", (8, 8), "#1F4E8C").save(path, kind.upper())
        with Image.open(path) as picture:
            picture.load()
    return f"{', '.join(kinds)}; JPEG 2000 {'read' if features.check('jpg_2000') else 'not read'}"


def spelling_works(folder: Path) -> str:
    """Hunspell checks words by a dictionary made here, in the worker process."""
    from briefing.sources import dictionaries, spelling

    (folder / "en_US.aff").write_text("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n", encoding="utf-8")
    (folder / "en_US.dic").write_text("3\nturbine\nharbour\ntide\n", encoding="utf-8")
    (dictionary,) = dictionaries.find([folder])
    said = spelling.check(dictionary, ["Turbine", "habour"])
    _require(said == {"Turbine": True, "habour": False}, f"the words were judged as {said}")
    _require(spelling.suggest(dictionary, "habour") == ("harbour",), "the right word was not suggested")
    there = ", ".join(each.code for each in dictionaries.find(dictionaries.folders(folder / "none")))
    return f"Hunspell {importlib.metadata.version('chunspell-next')}, dictionaries here: {there or 'none'}"


def key_store_works(_folder: Path) -> str:
    """A key is kept in the key store of this computer, read back and deleted; or it is said that there is none."""
    for module in _KEY_STORES.get(sys.platform, ()):
        importlib.import_module(module)
    from briefing import credentials

    name, kept = credentials.try_out()
    return f"{name}: {'a key kept, read back and deleted' if kept else 'no key store; secrets last until you quit'}"


def window_is_drawn(_folder: Path) -> str:
    """Qt starts off screen; theme, fonts, icons and our mark are drawn, and the kinds of pictures are known."""
    import qtawesome
    from PySide6.QtCore import QCollator, QLocale, QStringDecoder
    from PySide6.QtGui import QFontDatabase, QIcon, QImageReader

    from briefing.ui.app import make_application
    from briefing.ui.theme import Theme

    make_application()
    theme = Theme()
    theme.style()
    theme.load_icons()
    mark = QIcon(str(paths.resources() / "icons" / "briefing.svg")).pixmap(64, 64)
    drawn = {"the mark": mark, "an icon": theme.icon("tag").pixmap(24, 24)}
    for name, pixmap in drawn.items():
        image = pixmap.toImage()
        colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        _require(len(colours) > 1, f"{name} was not drawn")
    _require("Source Serif" in theme.serif(16).family(), "the serif font was not loaded")
    fonts = sorted((Path(qtawesome.__file__).parent / "fonts").glob("*.ttf"))
    broken = [font.name for font in fonts if QFontDatabase.addApplicationFont(str(font)) < 0]
    _require(not broken, f"QtAwesome's fonts are broken: {', '.join(broken)}")
    kinds = {bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()}
    _require(kinds >= _PICTURE_KINDS, f"Qt cannot read {', '.join(sorted(_PICTURE_KINDS - kinds))}")
    order = "".join(sorted("öaåz", key=QCollator(QLocale("sv")).sortKey))
    _require(order == "azåö", f"Swedish was sorted as {order}")
    _require(QStringDecoder("Shift_JIS").isValid(), "Qt cannot read Japanese from the clipboard")
    kinds_said = ", ".join(sorted(_PICTURE_KINDS))
    return f"Qt {_qt_version()}, {len(fonts)} icon fonts, text fonts, sorting, {kinds_said}"


def pages_are_shown(_folder: Path) -> str:
    """The preview's PDF renderer draws a page."""
    from PySide6.QtCore import QBuffer, QIODevice, QSize
    from PySide6.QtGui import QPainter, QPdfWriter
    from PySide6.QtPdf import QPdfDocument

    from briefing.ui.app import make_application

    make_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.fillRect(0, 0, 10_000, 10_000, "black")
    painter.end()
    buffer.seek(0)
    document = QPdfDocument()
    document.load(buffer)
    image = document.render(0, QSize(60, 80))
    _require(image.pixelColor(30, 40).lightness() < 10, "the page stayed empty")
    document.close()
    return f"QtPdf {_qt_version()}, a page drawn"


def pages_are_printed(folder: Path) -> str:
    """What the reader prints with writes a page; and the printers that this computer knows, of which none is asked."""
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from briefing.ui.app import make_application

    make_application()
    target = folder / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    text = QTextDocument()
    text.setPlainText(_SENTENCE.format(number=1))
    text.print_(printer)
    _require(target.read_bytes().startswith(b"%PDF-"), "nothing was printed")
    return f"a page printed to a file, {len(QPrinterInfo.availablePrinterNames())} printers known"


def _qt_version() -> str:
    from PySide6.QtCore import qVersion

    return qVersion()


CHECKS: Mapping[str, Check] = {
    "resources": resources_there,
    "library": library_works,
    "migrations": migrations_work,
    "extraction": extraction_works,
    "page data": extraction_data_is_there,
    "network": network_is_ready,
    "pdf": pdf_works,
    "documents": documents_work,
    "feeds": feeds_work,
    "pictures": pictures_work,
    "spelling": spelling_works,
    "key store": key_store_works,
    "window": window_is_drawn,
    "preview": pages_are_shown,
    "printing": pages_are_printed,
}
