"""From the outside world to a Capture: pages, files and pastes. The only room with the network and file parsers.

webpage.py   an address: fetch.py (addresses.py says which hosts are private) and then extract.py
documents.py a file, its kind known by its content (sniff.py)
paste.py     the clipboard: HTML when it has structure, else plaintext.py
extract.py   HTML to a Capture in a child process that can be ended; article.py is what the child does:
             markup.py    bytes to one clean tree with limits
             metadata.py  title, outlet, language, address; dates.py and authors.py
             units.py     the tree to blocks in reading order
             body.py      which of the blocks are the article
phrases.py   the words that interfaces and publishers use around articles
"""
