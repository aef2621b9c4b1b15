"""The one table of actions. Menus, tool bar, context menus, command palette and shortcut sheet read it.

A new command is one row here and one slot in a pane (`commands()`), which the main window binds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from briefing.ui.theme import Theme

Key = str | QKeySequence.StandardKey
Standard = QKeySequence.StandardKey

MENUS = ("File", "Edit", "Article", "Annotate", "Briefing", "View", "Help")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One command.

    Attributes:
        id: "group.verb"; what code calls it by.
        text: the words in menus, sentence case; "…" when a dialog asks for more.
        icon: a name of the Phosphor family, "" for none.
        keys: shortcuts, the first one is shown.
        menu: the menu of the bar it stands in; "" for context menus and the palette only.
        tip: a whole sentence for tool tips and the status line.
        scope: "window", or the pane that must have the focus for the keys to work ("library", "reader",
            "takeaways", "briefing", "sidebar", "incoming", "morning").
        needs: what must be there for the action to be enabled, see `Actions.provide`; "" for always.
        checkable: it is on or off.
        group: a name; of the checkable actions with the same one exactly one is on.
        starts_group: a separator stands above it in the menu.
        palette: the command palette offers it.
    """

    id: str
    text: str
    icon: str = ""
    keys: tuple[Key, ...] = ()
    menu: str = ""
    tip: str = ""
    scope: str = "window"
    needs: str = ""
    checkable: bool = False
    group: str = ""
    starts_group: bool = False
    palette: bool = True


def _row(id: str, text: str, icon: str, keys: Any, menu: str, tip: str, **more: Any) -> ActionRow:
    shortcuts = keys if isinstance(keys, tuple) else (keys,) if keys else ()
    return ActionRow(id, text, icon, shortcuts, menu, tip, **more)


# fmt: off
ACTIONS: tuple[ActionRow, ...] = (
    # file
    _row("file.add", "Add article…", "plus", "Ctrl+N", "File",
         "Add an article by pasting its text, naming its address or choosing a file."),
    _row("file.paste", "Paste as article", "clipboard-text", ("Ctrl+Shift+V", Standard.Paste), "File",
         "Make an article, or fetch the address, that is on the clipboard."),
    _row("file.url", "Add from address…", "link-simple", "Ctrl+L", "File", "Fetch an article from the web."),
    _row("file.open", "Add from file…", "file-text", Standard.Open, "File",
         "Add saved web pages or text files from this computer."),
    _row("browser.capture", "Capture from your browser…", "bookmark-simple", "", "File",
         "Let a bookmark in your own browser hand over the page that you are looking at."),
    _row("feed.subscribe", "Subscribe to a feed…", "rss", "Ctrl+Shift+L", "File",
         "Let new articles of a paper or a site come in by themselves.", starts_group=True),
    _row("feed.refresh", "Refresh feeds", "arrows-clockwise", "Ctrl+R", "File",
         "Ask the feeds you subscribed to for new items."),
    _row("feed.manage", "Feeds…", "rss-simple", "", "File",
         "See when each feed was asked last and what went wrong; sort, pause and remove feeds."),
    _row("feed.import", "Import subscriptions…", "upload-simple", "", "File",
         "Subscribe to the feeds that a file of another feed reader names (OPML)."),
    _row("feed.export", "Export subscriptions…", "download-simple", "", "File",
         "Write your subscriptions to a file that other feed readers open (OPML)."),
    _row("newsletters.manage", "Newsletters…", "envelope-simple", "", "File",
         "Choose the mailboxes and folders from which newsletters come in.", starts_group=True),
    _row("newsletters.check", "Check newsletters", "envelope-simple-open", "", "File",
         "Look for new newsletters in your mailboxes and watched folders now."),
    _row("file.open_folder", "Add from folder…", "folder-open", "", "File",
         "Add every file of a folder that can become an article; a receipt says what became of each."),
    _row("sample.add", "Open the sample briefing", "book-open", "", "File",
         "Add three short articles and a finished briefing to look around in.", starts_group=True),
    _row("sample.remove", "Remove the sample briefing", "", "", "File",
         "Remove the sample articles and their briefing.", needs="sample"),
    _row("file.backup", "Back up the library…", "floppy-disk", "", "File",
         "Write a checked copy of the whole library to a place you choose.", starts_group=True),
    _row("file.check", "Check the library", "heartbeat", "", "File", "Look for damage in the library file."),
    _row("file.encrypt", "Encrypt the library…", "lock-simple", "", "File",
         "Make the library unreadable without its key.", needs="not_encrypted", starts_group=True),
    _row("file.recovery_key", "Show the recovery key…", "key", "", "File",
         "Show the key that opens the library when this computer has lost its own.", needs="encrypted"),
    _row("file.decrypt", "Remove encryption…", "lock-simple-open", "", "File",
         "Let the library be read without a key.", needs="encrypted"),
    _row("file.settings", "Settings…", "gear", "Ctrl+,", "File",
         "Choose what new briefings carry, the colours and how feeds are asked.", starts_group=True),
    _row("file.offline", "Work offline", "wifi-slash", "", "File",
         "Send and fetch nothing over the network, whatever is asked for.", checkable=True, starts_group=True),
    _row("file.network", "Network…", "globe", "", "File",
         "Show every request that the program made: when, to whom and why."),
    _row("file.quit", "Quit", "", "Ctrl+Q", "File", "Save everything and close the window.", starts_group=True),

    # edit
    _row("edit.undo", "Undo", "arrow-u-up-left", Standard.Undo, "Edit",
         "Take back the last change.", needs="undo"),
    _row("edit.redo", "Redo", "arrow-u-up-right", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit",
         "Make the change again that was taken back.", needs="redo"),
    _row("edit.search", "Search everything", "magnifying-glass", ("Ctrl+Shift+F", "/"), "Edit",
         "Search titles, texts and notes of all articles.", starts_group=True),
    _row("text.spelling", "Next misspelled word", "", "F7", "Edit",
         "Select the next misspelled word of the text that you write; its menu offers others."),
    _row("edit.select_all", "Select all articles", "", "", "Edit", "Select every article of the list.",
         needs="rows"),

    # library
    _row("article.open", "Read", "book-open", "", "Article", "Open the article in the reader.", needs="article"),
    _row("article.next", "Next article", "", "J", "Article", "Go to the next article of the list."),
    _row("article.previous", "Previous article", "", "K", "Article", "Go to the previous article of the list."),
    _row("article.tag", "Tag…", "tag", ("G", "Ctrl+T"), "Article",
         "Add tags to the selected articles, or take them off, by typing.", needs="live", starts_group=True),
    _row("article.star", "Star", "star", "S", "Article", "Star the selected articles, or take the star off.",
         needs="live"),
    _row("article.to_library", "Move to Library", "books", "E", "Article",
         "Done with it: move the selected articles from the inbox to the library.", needs="live"),
    _row("article.to_inbox", "Move to Inbox", "tray", "Shift+E", "Article",
         "Move the selected articles back to the inbox.", needs="live"),
    _row("article.original", "Open original page", "arrow-square-out", "Ctrl+Shift+O", "Article",
         "Open the article's address in your web browser.", needs="article", starts_group=True),
    _row("article.stored_original", "Open the stored original", "file-search", "", "Article",
         "Open the page or file as it was captured, made harmless, in your browser or reader.", needs="open_article"),
    _row("article.copy_link", "Copy link", "link-simple", "Ctrl+Shift+C", "Article",
         "Copy the article's address.", needs="article"),
    _row("article.trash", "Move to Trash", "trash", "Delete", "Article",
         "Move the selected articles to the trash; Undo brings them back.", scope="library", needs="live",
         starts_group=True),
    _row("article.restore", "Put back", "arrow-counter-clockwise", "", "Article",
         "Take the selected articles out of the trash.", needs="trashed"),
    _row("article.purge", "Delete for good…", "trash", "Shift+Delete", "Article",
         "Delete the selected articles of the trash; this cannot be undone.", scope="library", needs="trashed"),
    _row("trash.empty", "Empty the trash…", "trash", "", "Article",
         "Delete every article of the trash for good.", needs="trash"),

    # incoming
    _row("incoming.keep", "Keep", "archive-box", "I", "Article",
         "Make articles of the selected incoming items, in the inbox.", scope="incoming", needs="incoming",
         starts_group=True),
    _row("incoming.keep_full", "Keep with full text", "article", "Shift+I", "Article",
         "Fetch the pages of the selected incoming items and keep their full text.", scope="incoming",
         needs="incoming"),
    _row("incoming.skip", "Skip", "x", ("X", "Delete"), "Article",
         "Take the selected incoming items out of the list; Undo brings them back.", scope="incoming",
         needs="incoming"),
    _row("incoming.original", "Open the item’s page", "arrow-square-out", "O", "Article",
         "Open the page of the incoming item in your web browser.", scope="incoming", needs="incoming"),

    # reader
    _row("reader.find", "Find in article", "magnifying-glass", Standard.Find, "Edit",
         "Find words in the article that is open.", needs="open_article"),
    _row("reader.find_next", "Find next", "", ("F3",), "Edit", "Go to the next place where the words stand.",
         needs="open_article"),
    _row("reader.find_previous", "Find previous", "", ("Shift+F3",), "Edit",
         "Go to the previous place where the words stand.", needs="open_article"),
    _row("reader.outline", "Outline", "list-bullets", "O", "View", "Show the headings of the article and go to one.",
         scope="reader", needs="open_article", starts_group=True),
    _row("reader.appearance", "Appearance", "text-aa", "Ctrl+Shift+R", "View",
         "Choose the letters, the width, the lines and the colour of articles.", needs="open_article"),
    _row("article.recapture", "Capture again", "arrows-clockwise", "", "Article",
         "Fetch the page anew; the text of before is kept, and highlights move over where they still fit.",
         needs="open_article", starts_group=True),
    _row("article.paste_text", "Take the text from the clipboard", "clipboard-text", "", "Article",
         "Use what you copied in your browser as the text of this article.", needs="open_article"),
    _row("article.keep_only", "Keep only the selection", "scissors", "", "Article",
         "Make the selected paragraphs the text of the article; the whole one is kept.", needs="open_article"),
    _row("article.versions", "Texts of this article…", "clock-counter-clockwise", "", "Article",
         "Show every text that was captured or edited, and go back to one.", needs="open_article"),
    _row("reader.print", "Print the article…", "printer", Standard.Print, "Article",
         "Print the article with its highlights and notes.", needs="open_article"),
    _row("highlight.fact", "Highlight as fact", "highlighter-circle", "1", "Annotate",
         "Mark the selected passage as a fact.", scope="reader", needs="open_article"),
    _row("highlight.number", "Highlight as number", "hash", "2", "Annotate",
         "Mark the selected passage as a figure.", scope="reader", needs="open_article"),
    _row("highlight.quote", "Highlight as quote", "quotes", "3", "Annotate",
         "Mark the selected passage as words worth quoting.", scope="reader", needs="open_article"),
    _row("highlight.risk", "Highlight as risk", "warning", "4", "Annotate",
         "Mark the selected passage as a risk.", scope="reader", needs="open_article"),
    _row("highlight.question", "Highlight as question", "question", "5", "Annotate",
         "Mark the selected passage as an open question.", scope="reader", needs="open_article"),
    _row("highlight.note", "Write a note", "note-pencil", "N", "Annotate",
         "Write a note on the highlight, or on the selected passage.", scope="reader", needs="open_article",
         starts_group=True),
    _row("highlight.next", "Next highlight", "", "]", "Annotate", "Go to the next highlight.",
         scope="reader", needs="open_article"),
    _row("highlight.previous", "Previous highlight", "", "[", "Annotate", "Go to the previous highlight.",
         scope="reader", needs="open_article"),
    _row("highlight.remove", "Remove highlight", "eraser", "Delete", "Annotate",
         "Take the highlight off the passage; its note goes with it.", scope="reader", needs="open_article"),
    _row("highlight.clip", "Clip the picture or table", "crop", "C", "Annotate",
         "Highlight the whole picture or table at the caret with its caption.", scope="reader", needs="open_article"),
    _row("highlight.place", "Place on the selection", "push-pin", "P", "Annotate",
         "Put a highlight that stands in an older text onto the selected passage.", scope="reader",
         needs="open_article"),
    _row("highlight.old_text", "Show in its older text", "", "Shift+P", "Annotate",
         "Show the older text in which a highlight stands.", scope="reader", needs="open_article"),
    _row("highlight.keep", "Keep it in its older text", "", "Shift+K", "Annotate",
         "Leave a highlight in the older text that it stands in; it asks for no place any more.", scope="reader",
         needs="open_article"),
    _row("reader.current_text", "Back to the current text", "", "", "Annotate",
         "Show the text of the article again instead of an older one.", scope="reader", needs="open_article"),
    _row("reader.sentence", "Select the sentence", "", ".", "Annotate",
         "Select the sentence at the caret; again, the next one too.", scope="reader", needs="open_article"),
    _row("reader.sentence_less", "Select one sentence less", "", ",", "Annotate",
         "Give the last sentence of the selection back.", scope="reader", needs="open_article"),
    _row("reader.edit_paragraph", "Edit this paragraph", "pencil-line", "F2", "Annotate",
         "Write other words into the paragraph at the caret; the original and the text of before are kept.",
         scope="reader", needs="open_article"),
    _row("reader.strike", "Leave this paragraph out", "text-strikethrough", "X", "Annotate",
         "Strike the paragraph out, or bring it back; struck text is never exported.", scope="reader",
         needs="open_article"),

    # takeaways
    _row("takeaway.new", "New takeaway", "lightbulb", "T", "Annotate",
         "Write what the article, or the selected passage, means for your reader.", needs="open_article",
         starts_group=True),
    _row("briefing.quote", "Quote in the briefing beside", "quotes", "Q", "Annotate",
         "Quote the selected passage, or the chosen highlight, in the briefing that lies beside the article.",
         scope="reader", needs="open_article"),
    _row("takeaway.accept_offer", "Use the publisher’s words", "", "", "Annotate",
         "Take the source’s own section over as a takeaway, marked as the publisher’s words.", needs="offer"),
    _row("takeaway.from_highlights", "Takeaway from these highlights", "lightbulb", "Shift+T", "Annotate",
         "Make one takeaway of the highlights that are selected in the list, if several are, or of all.",
         needs="open_article"),
    _row("takeaway.mark_sentence", "Fact or judgement", "", "Ctrl+J", "Annotate",
         "Say of the sentence at the caret that it is a fact, or that it is a judgement.", scope="takeaways",
         needs="takeaway"),
    _row("takeaway.reword", "Word it for another reader…", "users", "", "Annotate",
         "Say the same for another audience; each prints its own wording.", scope="takeaways", needs="takeaway"),
    _row("takeaway.history", "Earlier wordings…", "clock-counter-clockwise", "", "Annotate",
         "Show what the takeaway was before, and go back to it.", scope="takeaways", needs="takeaway"),
    _row("text.bold", "Bold", "text-bolder", "Ctrl+B", "Annotate",
         "Make the selected words of a takeaway, or the word at the caret, bold.", scope="takeaways", needs="takeaway",
         starts_group=True),
    _row("text.italic", "Italic", "text-italic", "Ctrl+I", "Annotate",
         "Make the selected words of a takeaway, or the word at the caret, italic.", scope="takeaways",
         needs="takeaway"),
    _row("text.link", "Link", "link-simple", "Ctrl+Shift+K", "Annotate",
         "Let the words lead to the address on the clipboard, or to one that you type.", scope="takeaways",
         needs="takeaway"),
    _row("text.unlink", "Remove link", "", "", "", "Let the words of the link at the caret lead nowhere.",
         scope="takeaways", needs="takeaway"),
    _row("text.list", "List", "list-bullets", "", "Annotate",
         "Make the lines items of a list, or ordinary lines; “- ” at the start of a line does the same.",
         scope="takeaways", needs="takeaway"),
    _row("takeaway.up", "Move takeaway up", "", "Alt+Up", "Annotate", "Move the takeaway up.",
         scope="takeaways", needs="takeaway"),
    _row("takeaway.down", "Move takeaway down", "", "Alt+Down", "Annotate", "Move the takeaway down.",
         scope="takeaways", needs="takeaway"),
    _row("takeaway.remove", "Remove takeaway", "trash", "Ctrl+Delete", "Annotate", "Remove the takeaway.",
         scope="takeaways", needs="takeaway"),
    _row("article.edit", "Edit details", "pencil-simple", "D", "Article",
         "Correct the title, authors, outlet or date.", needs="open_article"),

    # briefing
    _row("briefing.new", "New briefing", "notebook", "Ctrl+Shift+N", "Briefing", "Start an empty briefing."),
    _row("briefing.add_article", "Add article to briefing…", "list-plus", "B", "Briefing",
         "Put the selected articles into a briefing.", needs="live"),
    _row("briefing.pick_articles", "Add articles to this briefing…", "plus", "Ctrl+Shift+A", "Briefing",
         "Choose articles of the library for the section you are in.", needs="briefing", starts_group=True),
    _row("briefing.add_section", "New section", "rows", "Ctrl+Shift+S", "Briefing",
         "Add a section to the briefing.", needs="briefing"),
    _row("briefing.level_top", "Top story", "", ("1", "Ctrl+1"), "Briefing",
         "Give the item the most room: it also stands on page 1.", scope="briefing", needs="item",
         starts_group=True),
    _row("briefing.level_brief", "Brief", "", ("2", "Ctrl+2"), "Briefing", "Give the item a paragraph.",
         scope="briefing", needs="item"),
    _row("briefing.level_headline", "Headline only", "", ("3", "Ctrl+3"), "Briefing", "Print one line of the item.",
         scope="briefing", needs="item"),
    _row("briefing.up", "Move up", "arrow-up", "Alt+Up", "Briefing", "Move the item or section up.",
         scope="briefing", needs="briefing"),
    _row("briefing.down", "Move down", "arrow-down", "Alt+Down", "Briefing", "Move the item or section down.",
         scope="briefing", needs="briefing"),
    _row("briefing.open_article", "Open its article", "book-open", "Ctrl+Return", "Briefing",
         "Read the article of the item.", scope="briefing", needs="item"),
    _row("briefing.rename", "Rename", "", "F2", "Briefing", "Rename the section or the item’s headline.",
         scope="briefing", needs="briefing"),
    _row("briefing.remove_item", "Remove from briefing", "trash", "Delete", "Briefing",
         "Take the item or section out of the briefing; the article stays in the library.", scope="briefing",
         needs="briefing"),
    _row("briefing.remove", "Delete this briefing", "", "", "Briefing",
         "Delete the briefing; its articles stay. Undo brings it back.", needs="briefing"),
    _row("export.pdf", "Export as PDF…", "export", "Ctrl+E", "Briefing",
         "Write the briefing as a PDF that stands alone.", needs="briefing", starts_group=True),
    _row("preview.refresh", "Refresh the preview", "arrows-clockwise", "F5", "Briefing",
         "Typeset the preview again.", needs="briefing"),

    # the morning
    _row("view.morning", "Start the morning", "coffee", "Ctrl+M", "View",
         "Go through what came in, one story after the other, to the draft of page 1.", starts_group=True),
    _row("morning.skip", "Skip", "", "-", "", "The story is not worth it; it leaves the list.", scope="morning",
         needs="morning"),
    _row("morning.brief", "In brief", "", ("=", "+"), "", "Keep the story and print it in brief.", scope="morning",
         needs="morning"),
    _row("morning.top", "Top story", "", "*", "", "Keep the story and print it on page 1.", scope="morning",
         needs="morning"),
    _row("morning.later", "Later", "", "0", "", "Leave the story where it waits.", scope="morning", needs="morning"),
    _row("morning.open", "Open", "", ("Return", "Enter"), "",
         "Make the story an article and go to its text, to mark and write.", scope="morning", needs="morning"),
    _row("morning.retry", "Try again", "", "R", "", "Keep the story after all that could not be kept.",
         scope="morning", needs="morning"),
    _row("morning.finish", "Draft page 1", "", ("Ctrl+Return", "Ctrl+Enter"), "",
         "Draft the briefing of what was chosen.", scope="morning", needs="morning"),
    _row("morning.pause", "Pause", "", "Escape", "", "Leave the morning; it goes on where you left it.",
         scope="morning", needs="morning"),

    # looks across the library
    _row("action.done", "Done", "check", "Space", "", "The action is done; it leaves the list of open ones.",
         scope="actions", needs="action"),
    _row("action.dropped", "Dropped", "x", "Backspace", "", "The action will not be done; it leaves the list.",
         scope="actions", needs="action"),
    _row("judgement.yes", "Yes", "", "Y", "", "What was judged happened.", scope="judgements", needs="judgement"),
    _row("judgement.partly", "In part", "", "P", "", "What was judged happened in part.", scope="judgements",
         needs="judgement"),
    _row("judgement.no", "No", "", "N", "", "What was judged did not happen.", scope="judgements",
         needs="judgement"),
    _row("judgement.unclear", "Cannot be told", "", "U", "", "Nobody can say whether it happened.",
         scope="judgements", needs="judgement"),
    _row("judgement.reopen", "Take the answer back", "", "R", "", "Leave open again what became of the judgement.",
         scope="judgements", needs="resolved"),

    # sidebar
    _row("audience.manage", "Audiences…", "users", "", "Edit",
         "Add, rename, order or merge the readers whom takeaways are written for."),
    _row("tag.manage", "Manage tags…", "tag", "", "Edit", "Rename, recolour, merge or delete tags.",
         starts_group=True),
    _row("sidebar.rename", "Rename…", "pencil-simple", "F2", "", "Rename the tag or briefing.",
         scope="sidebar", needs="sidebar_item", palette=False),
    _row("sidebar.recolour", "Colour…", "palette", "", "", "Choose the colour of the tag.",
         scope="sidebar", needs="sidebar_item", palette=False),
    _row("sidebar.merge", "Merge into…", "git-merge", "", "", "Move all articles of the tag to another tag.",
         scope="sidebar", needs="sidebar_item", palette=False),
    _row("sidebar.delete", "Delete", "trash", "Delete", "",
         "Delete the tag or briefing; its articles stay.", scope="sidebar", needs="sidebar_item", palette=False),

    # view
    _row("view.palette", "Find a command…", "command", "Ctrl+K", "View", "Run any command by typing its name."),
    _row("view.back", "Back", "arrow-left", "Alt+Left", "View", "Go back to what was shown before.",
         needs="back", starts_group=True),
    _row("view.forward", "Forward", "arrow-right", "Alt+Right", "View", "Go forward again.", needs="forward"),
    _row("view.inbox", "Go to Inbox", "tray", "Alt+1", "View", "Show the inbox.", starts_group=True),
    _row("view.incoming", "Go to Incoming", "rss", "Alt+5", "View", "Show what feeds and newsletters brought."),
    _row("view.library", "Go to Library", "books", "Alt+2", "View", "Show the library."),
    _row("view.starred", "Go to Starred", "star", "Alt+3", "View", "Show the starred articles."),
    _row("view.highlights", "Go to Highlights", "highlighter-circle", "Alt+6", "View",
         "Show every highlight of the library."),
    _row("view.actions", "Go to Open actions", "check-circle", "Alt+7", "View",
         "Show what is left to do, from all articles and briefings."),
    _row("view.judgements", "Go to Judgements", "scales", "Alt+8", "View",
         "Show what was judged likely, and say what happened."),
    _row("view.trash", "Go to Trash", "trash", "Alt+4", "View", "Show the trash."),
    _row("view.sidebar", "Sidebar", "columns", "F9", "View", "Show or hide the sidebar.",
         checkable=True, starts_group=True),
    _row("view.takeaways", "Takeaways", "lightbulb", "F10", "View", "Show or hide the takeaways.", checkable=True),
    _row("view.preview", "Preview", "eye", "F8", "View", "Show or hide the preview of the briefing.",
         checkable=True),
    _row("view.beside_article", "Keep this article beside", "columns", "|", "View",
         "Keep the article at the right and read the next one beside it.", needs="open_article", starts_group=True),
    _row("view.beside_briefing", "Briefing beside…", "notebook", "Ctrl+|", "View",
         "Lay the pages of a briefing beside the article.", needs="open_article"),
    _row("view.beside_close", "Close what lies beside", "x", "Ctrl+Shift+W", "View",
         "Give the room back to the article and its takeaways.", needs="beside"),
    _row("view.zoom_in", "Larger text", "magnifying-glass-plus", ("Ctrl++", "Ctrl+="), "View",
         "Make the text larger.", starts_group=True),
    _row("view.zoom_out", "Smaller text", "magnifying-glass-minus", "Ctrl+-", "View", "Make the text smaller."),
    _row("view.zoom_reset", "Normal text size", "", "Ctrl+0", "View", "Show the text in its normal size."),
    _row("view.theme", "Light or dark", "moon", "Ctrl+Shift+D", "View", "Change between light and dark.",
         starts_group=True),
    _row("view.theme_system", "Colours of the system", "", "", "View", "Follow the system’s light or dark mode.",
         checkable=True, group="theme"),
    _row("view.theme_light", "Light colours", "sun", "", "View", "Always use light colours.",
         checkable=True, group="theme"),
    _row("view.theme_dark", "Dark colours", "moon", "", "View", "Always use dark colours.",
         checkable=True, group="theme"),
    _row("view.full_screen", "Full screen", "", "F11", "View", "Use the whole screen.", checkable=True,
         starts_group=True),
    _row("view.next_pane", "Next pane", "", "F6", "View", "Move the focus to the next pane."),

    # help
    _row("help.shortcuts", "Keyboard shortcuts", "keyboard", ("F1", "?"), "Help", "Show every key of the program."),
    _row("help.log", "Show the log folder", "", "", "Help", "Open the folder of the log files."),
    _row("help.about", "About Briefing", "info", "", "Help", "Show the versions and the licence.",
         starts_group=True),
)
# fmt: on


class Actions(QObject):
    """The QAction of each row: `actions["article.trash"]`. The main window owns the only one.

    Signals:
        provided(str, bool): something that actions need has come or gone, see `provide`.
    """

    provided = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._there: set[str] = set()
        for row in ACTIONS:
            self._actions[row.id] = self._make(row)
        self.update_icons()
        theme.changed.connect(self.update_icons)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        """Call `slot`, a bound method without arguments, when the action is triggered."""
        self._actions[action_id].triggered.connect(slot)

    def attach(self, scope: str, widget: QWidget) -> None:
        """Make the keys of a scope work in `widget` (the window, or the pane that has the focus)."""
        for row in ACTIONS:
            if row.scope == scope:
                widget.addAction(self._actions[row.id])

    def provide(self, need: str, there: bool) -> None:
        """Say that what some actions need is there or not; they are enabled or disabled.

        Needs: "article" (one or more selected), "live" (selected, not in the trash), "trashed", "rows",
        "trash" (the trash is not empty), "open_article", "offer", "takeaway", "briefing", "item", "sidebar_item",
        "undo", "redo", "back", "forward", "sample", "beside", "encrypted", "not_encrypted" (the library),
        "incoming" (one or more incoming items are selected).
        """
        if there == (need in self._there):
            return
        self._there.symmetric_difference_update({need})
        for row in ACTIONS:
            if row.needs == need:
                self._actions[row.id].setEnabled(there)
        self.provided.emit(need, there)

    def is_there(self, need: str) -> bool:
        """Whether `provide(need, True)` was said last."""
        return need in self._there

    def fill(self, menu: QMenu, ids: tuple[str, ...]) -> None:
        """Add actions to a menu, in order; "" is a separator."""
        for action_id in ids:
            if action_id:
                menu.addAction(self._actions[action_id])
            else:
                menu.addSeparator()

    @Slot()
    def update_icons(self) -> None:
        """Take every icon anew from the theme, which recolours them."""
        for row in ACTIONS:
            if row.icon:
                self._actions[row.id].setIcon(self._theme.icon(row.icon))

    def _make(self, row: ActionRow) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", row.text), self)
        action.setObjectName(row.id)
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        tip = QCoreApplication.translate("Actions", row.tip)
        action.setStatusTip(tip)
        action.setToolTip(tip if not row.keys else f"{tip}  {keys_text(row)}")
        action.setCheckable(row.checkable)
        action.setEnabled(not row.needs)
        action.setIconVisibleInMenu(False)
        if row.scope != "window":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if row.group:
            group = self._groups.setdefault(row.group, QActionGroup(self))
            group.addAction(action)
        return action


def row_of(action_id: str) -> ActionRow:
    """The row of an action."""
    return next(row for row in ACTIONS if row.id == action_id)


def keys_text(row: ActionRow) -> str:
    """The first shortcut as the platform writes it, "" for none."""
    return QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if row.keys else ""
