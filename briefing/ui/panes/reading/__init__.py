"""The parts of the reader and of the takeaways pane, one widget a file."""
