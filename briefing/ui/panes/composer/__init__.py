"""The parts of the briefing pane: its outline, its three forms and the fields they are made of."""
