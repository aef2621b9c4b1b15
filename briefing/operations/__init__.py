"""One function per verb of the user, shared by the window and the command line.

Every function takes the open `Store` first. A verb that writes returns `Done`: its value and the `Changes` that tell
the views what to read again. Slow work (network, parsing, typesetting) happens before the one short write
transaction, never inside it.
"""
