"""From the outside world to a Capture: pages, files and pastes. The only room with the network and file parsers.

webpage.py   an address: fetch.py over connection.py (addresses.py says which hosts are private; refusals.py what went
             wrong), then extract.py, then pictures.py
network.py   the line that every request goes over: the offline switch, and the record of what was asked
links.py     lists of addresses; folders.py the files of a folder; originals.py an original made inert for a browser
documents.py a file, its kind known by its content (sniff.py); enclosed.py its own pictures, bitmaps.py where they go
paste.py     the clipboard: HTML when it has structure (selection.py), else plaintext.py,
             which reads lines.py with headings.py, or markdown.py; byline.py, dates.py and offers.py serve all
extract.py   HTML to a Capture in a child process that can be ended; article.py is what the child does:
             markup.py    bytes to one clean tree with limits
             units.py     the tree to blocks in reading order; inline.py, tables.py, images.py
             metadata.py  title, outlet, language, address; published.py, authors.py, linked_data.py
             body.py      which of the blocks are the article; repair.py corrects the choice
phrases.py   the words that interfaces and publishers use around articles
"""
