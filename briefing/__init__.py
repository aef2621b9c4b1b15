"""Briefing: collect articles, say what each one means for your reader, send a briefing.

The rooms, from the top down (a room imports only rooms below it; import-linter keeps it so):

    __main__            the double click and the command line meet here
    ui | cli            the window (the only room with Qt) and the same verbs without one
    operations          one function per verb of the user; the only place that joins the rooms below
    settings | credentials | log
    store | sources | export
                        the library in SQLite; the outside world to a Capture; a Document to bytes
    domain | paths | worker
                        what things are; where files live; how a child process of this program is run
"""

__version__ = "0.1.0"
