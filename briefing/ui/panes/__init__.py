"""The parts of the main window, one widget a file. Panes never know each other: they emit signals."""
