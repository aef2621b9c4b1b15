"""The application: it makes everything once, shows the window, and only then loads what takes long."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QProcess, QSettings, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog

from briefing import __version__, paths
from briefing.credentials import Credentials
from briefing.ui.jobs import Jobs, Progress
from briefing.ui.main_window import MainWindow
from briefing.ui.single_instance import Instance, Request, as_wanted
from briefing.ui.theme import Mode, Theme

if TYPE_CHECKING:
    from briefing.settings import Settings
    from briefing.store.database import Store
    from briefing.ui.main_window.locking import Locking

NORMAL_SIZE = 17
"""Pixels of article text at zoom 1."""

GESTURE = 250
"""Milliseconds within which the next file of one gesture comes: macOS asks for each of several chosen files with an
event of its own, Windows with a start of its own."""

LIBRARY_SUFFIXES = (".briefing-library", ".briefing")
"""What a desktop calls a library. Whether the file is one, its content says when it is opened."""


TURN = 0.001
"""Seconds until a busy thread lets another one run. By Python's own 0.005 the window waits for its turn behind all
threads that read feeds, 5 ms behind each."""


def main(argv: Sequence[str] | None = None, library: Path | None = None) -> int:
    """Open the window and give the exit code of the program.

    Args:
        argv: files and web addresses to add, and a library; `--library PATH` names one whatever it is called.
        library: the library to open; the person's own by default.
    """
    named, arguments = parted(sys.argv[1:] if argv is None else argv)
    library = named or library or paths.default_library()
    instance = Instance(library)
    if instance.hand_over(arguments):
        return 0
    application = make_application()
    app = App(library, arguments, instance=instance)
    if isinstance(application, Application):
        application.file_wanted.connect(app.open)
    sys.excepthook = app.excepthook
    app.window.painted.connect(app.catch_crashes)
    app.show()
    code = application.exec()
    app.leave()
    return code


def parted(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The library that the arguments name, if any, and what is to be added to it.

    A double click on a library names it by its path, or by a `file:` address; so does `--library PATH`, for any name.
    """
    rest = list(arguments)
    if "--library" in rest[:-1]:
        at = rest.index("--library")
        library = Path(rest[at + 1])
        del rest[at : at + 2]
        return library, rest
    for text in rest:
        if (found := library_in(text)) is not None:
            rest.remove(text)
            return found, rest
    return None, rest


def library_in(text: str) -> Path | None:
    """The path of the library that an argument names, as a path or a `file:` address; None when it names none."""
    if not text.strip().lower().endswith(LIBRARY_SUFFIXES):
        return None
    wanted = as_wanted(text)
    return Path(wanted) if wanted and not wanted.startswith(("http:", "https:")) else None


class Application(QApplication):
    """The QApplication of a real start.

    Signals:
        file_wanted(str): macOS asks to open a file or an address; there, a running program gets no second start.
    """

    file_wanted = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_wanted.emit(event.file() or event.url().toString())
            return True
        return super().event(event)


def make_application() -> QApplication:
    """The QApplication with the program's name and mark."""
    sys.setswitchinterval(TURN)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = Application(["briefing"])
    application.setApplicationName("Briefing")
    application.setApplicationDisplayName("Briefing")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("briefing")
    translator = QTranslator(application)
    if translator.load("qtbase_en", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


class App(QObject):
    """Owns settings, theme, jobs and the window, from the first paint to the last write."""

    def __init__(
        self,
        library: Path,
        to_add: Sequence[str] = (),
        parent: QObject | None = None,
        *,
        instance: Instance | None = None,
    ) -> None:
        """Make everything that the first paint needs.

        Args:
            to_add: files and addresses to add once the library is open.
            instance: what other starts call; None for a window that nobody calls.
        """
        super().__init__(parent)
        from briefing import settings

        self._library, self._to_add, self._instance = library, tuple(to_add), instance
        self._gathered: list[str] = []
        self._gesture = QTimer(self, singleShot=True, interval=GESTURE)
        self._gesture.timeout.connect(self._add_gathered)
        self._begun = False
        self._settled = False
        self._rescuing = False
        self._credentials = Credentials()
        self._locking: Locking | None = None
        self.settings: Settings = settings.load(paths.config_dir())
        self.theme = Theme(Mode(self.settings.theme), self)
        self.theme.style()
        self.jobs = Jobs(self._open_store, self)
        state = QSettings(str(paths.config_dir() / "window.ini"), QSettings.Format.IniFormat, self)
        self.window = MainWindow(self.jobs, self.theme, state)
        self.window.painted.connect(self._begin)
        self.window.mode_chosen.connect(self._keep_mode)

    def show(self) -> None:
        """Show the window."""
        self.window.show()

    def leave(self) -> None:
        """After the window is closed: let another start be the first."""
        if self._instance is not None:
            self._instance.close()

    def excepthook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug: write it to the log and show the details, ready to be copied."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        import logging

        logging.getLogger("briefing").error("an unexpected error", exc_info=(kind, error, trace))
        self._rescue_typing()
        from briefing.ui.dialogs.error import ErrorDialog

        if any(dialog.isVisible() for dialog in self.window.findChildren(ErrorDialog)):
            return  # a bug in painting comes again with every frame; the first one tells enough
        dialog = ErrorDialog(error, self.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rescue_typing(self) -> None:
        """Save what is being typed, in case the next thing is the end of the program."""
        if self._rescuing or not self.window.is_furnished:
            return
        self._rescuing = True
        try:
            self.window.desk.middle.flush()
        except Exception:
            import logging

            logging.getLogger("briefing").exception("what is being typed could not be saved")
        finally:
            self._rescuing = False

    @Slot()
    def catch_crashes(self) -> None:
        """Record what ends the process, and end it as Quit does when the system asks. For a real start only."""
        from briefing import log
        from briefing.ui.signals import Signals

        log.catch_crashes(paths.log_dir())
        log.catch_threads()
        self._signals = Signals(self.window)
        self._signals.asked.connect(self.window.close)

    @Slot()
    def _begin(self) -> None:
        """After the first paint: the log, the library, the icons."""
        from briefing import log

        self._begun = True
        log.set_up(paths.log_dir())
        QApplication.setWindowIcon(QIcon(str(paths.resources() / "icons" / "briefing.svg")))
        if self._instance is not None:
            self._instance.called.connect(self._take_call)
        from briefing.ui.main_window.aftermath import Aftermath
        from briefing.ui.main_window.locking import Locking

        self._locking = Locking(self.jobs, self.theme, self._credentials, self.window)
        self._aftermath = Aftermath(self.jobs, self.window)
        desk = self.window.desk
        desk.zoomed.connect(self._keep_zoom)
        desk.library_wanted.connect(self._choose_library)
        desk.middle.set_zoom(self.settings.reader_size / NORMAL_SIZE)
        for moment in (desk.library.model.loaded, self.jobs.open_failed):
            moment.connect(self._settle, Qt.ConnectionType.QueuedConnection)  # the list takes a key before
        desk.start()

    @Slot()
    def _settle(self) -> None:
        """Once, when the list is filled or never will be: what serves later wishes, then the icons and the callers."""
        if self._settled:
            return
        self._settled = True
        from briefing.ui.main_window.arrivals import Arrivals
        from briefing.ui.main_window.doorkeeper import Doorkeeper
        from briefing.ui.main_window.network import Network
        from briefing.ui.main_window.preferences import Preferences
        from briefing.ui.main_window.reading import Reading
        from briefing.ui.main_window.spelling import SpellingPlace

        desk = self.window.desk
        self._reading = Reading(desk.middle, self.theme, self.settings, self.window)
        self._network = Network(self.jobs, self.settings, self.window.table, desk.status, self.window)
        self._doorkeeper = Doorkeeper(self.jobs, self.theme, self.settings, self.window)
        self._arrivals = Arrivals(self.jobs, self.theme, self._credentials, self.settings, self.window)
        self._spelling = SpellingPlace(self.jobs, self.theme, self.settings, self.window)
        self._spelling.changed.connect(self._save)
        self._preferences = Preferences(self.settings, self.window.table, self.window)
        for part in (self._reading, self._network, self._doorkeeper, self._arrivals, self._preferences):
            part.changed.connect(self._save)
        self._preferences.changed.connect(desk.incoming.keep_time)
        desk.incoming.use(self.settings)
        desk.incoming.settings_changed.connect(self._save)
        self.jobs.opened.connect(self._add_arguments)
        if self.jobs.is_open:
            self._add_arguments()
        self._listen()
        self.jobs.run("", _import_icons, done=self._icons_there)

    def _listen(self) -> None:
        """Take the calls of other starts; not before, as QtNetwork would keep the list waiting. Callers wait."""
        if self._instance is not None:
            self._instance.listen()

    def _icons_there(self, _nothing: None) -> None:
        self.theme.load_icons()

    def _open_store(self) -> Store:
        """Open the library. Worker thread."""
        from briefing.operations import encryption

        typed = self._locking.take_key() if self._locking is not None else ""
        return encryption.open_library(self._library, self._credentials, typed)

    @Slot(str)
    def open(self, text: str) -> None:
        """Do what a double click asks a running program for: show this library, or add this file or address."""
        library = library_in(text)
        if library is None:
            self._gather(text)
        elif not self.jobs.is_open:
            self._use_library(str(library))
        elif library != self._library:
            QProcess.startDetached(*_another_start(library))  # a library has a window of its own

    def add(self, *texts: str) -> None:
        """Add files, web addresses and `briefing:` links of one gesture, now or once the library is open."""
        self._to_add += texts
        if self._settled and self.jobs.is_open:
            self._add_arguments()

    @Slot(object)
    def _take_call(self, request: Request) -> None:
        """Another start: come to the front and add what it was given."""
        self.window.come_up(request.token)
        if request.add:
            self._gather(*request.add)

    def _gather(self, *texts: str) -> None:
        """Wait for the rest of the gesture, so that its files come in together."""
        self._gathered += texts
        self._gesture.start()

    @Slot()
    def _add_gathered(self) -> None:
        gathered, self._gathered = self._gathered, []
        self.add(*gathered)

    @Slot()
    def _add_arguments(self) -> None:
        from briefing.domain.urls import is_web_url

        to_add, self._to_add = self._to_add, ()
        desk = self.window.desk
        sources: list[str | Path] = []
        for text in to_add:
            wanted = as_wanted(text)
            if is_web_url(wanted):
                sources.append(wanted)
            elif library_in(text) is not None:
                said = self.tr("“%1” is another library. A double click on it opens it in a window of its own.")
                desk.status.say(said.replace("%1", text))
            elif wanted:
                sources.append(Path(wanted))
            else:
                desk.status.say(self.tr("“%1” names no web page and no file.").replace("%1", text))
        desk.captures.add_sources(sources)

    @Slot()
    def _choose_library(self) -> None:
        dialog = QFileDialog(self.window, self.tr("Open a library"))
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(self.tr("Libraries (*.briefing-library *.briefing)"))
        dialog.fileSelected.connect(self._use_library)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _use_library(self, name: str) -> None:
        self._library = Path(name)
        if self._instance is not None:
            self._instance.close()
            self._instance.deleteLater()
            self._instance = Instance(self._library, self)
            self._instance.called.connect(self._take_call)
            self._instance.claim()
        if self._begun:  # else the library is opened after the first paint
            self.jobs.open()

    @Slot(object)
    def _keep_mode(self, mode: Mode) -> None:
        self.settings.theme = mode.value
        self._save()

    @Slot(float)
    def _keep_zoom(self, zoom: float) -> None:
        self.settings.reader_size = max(12, min(32, round(zoom * NORMAL_SIZE)))
        self._save()

    @Slot()
    def _save(self) -> None:
        from briefing import settings
        from briefing.domain.errors import InvalidInputError

        try:
            settings.save(self.settings, paths.config_dir())
        except InvalidInputError as error:
            self.window.desk.status.show_error(error)


def _another_start(library: Path) -> tuple[str, list[str]]:
    """The program and the arguments that open another window for another library."""
    start = [] if paths.is_bundled() else ["-m", "briefing"]
    return sys.executable, [*start, "--library", str(library)]


def _import_icons(_progress: Progress) -> None:
    """Import QtAwesome in a worker thread: a third of a second in which the window goes on to answer."""
    from briefing.ui.theme import icons

    icons.prepare()
