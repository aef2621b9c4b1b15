"""The main window: it assembles panes, actions and dialogs, and knows which place is shown."""

from briefing.ui.main_window.window import MainWindow

__all__ = ["MainWindow"]
