"""How everything looks. Every colour and size of the window comes from here."""

from briefing.ui.theme.colours import blend, contrast, readable
from briefing.ui.theme.look import ICON_SIZE, Mode, Theme, icon_size, style_sheet
from briefing.ui.theme.tokens import Tokens

__all__ = ["ICON_SIZE", "Mode", "Theme", "Tokens", "blend", "contrast", "icon_size", "readable", "style_sheet"]
