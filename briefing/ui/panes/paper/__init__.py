"""The parts of the preview pane: the pages, and the strips above and below them."""
