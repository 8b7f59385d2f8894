"""The colours of the window, in one place; the style sheet, the icons and Qt's own palette are made from them."""

from typing import NamedTuple


class Palette(NamedTuple):
    """One set of colours, each as #RRGGBB; a `_soft` colour is the ground that its strong one is written on."""

    name: str
    page: str  # ground of the window
    card: str  # ground of cards, fields and dialogs
    raised: str  # card under the mouse, every second row
    line: str
    edge: str  # of what can be typed in or pressed
    edge_strong: str  # of a box to tick, which nothing but its edge shows, and of anything under the mouse
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    accent_ring: str  # around a button of accent that has the focus
    on_accent: str  # written on accent, accent_hover, accent_pressed and error
    warning: str
    warning_soft: str
    error: str
    error_hover: str
    error_soft: str
    error_ring: str
    done: str
    done_soft: str
    side: str
    side_hover: str
    side_selected: str
    side_text: str
    side_muted: str
    side_focus: str
    tip: str
    tip_text: str


LIGHT = Palette(
    name="light",
    page="#F4F6F8",
    card="#FFFFFF",
    raised="#F9FAFB",
    line="#DCE2E8",
    edge="#C5CED7",
    edge_strong="#808D9A",
    text="#1B2733",
    muted="#5D6B7A",
    disabled="#8A96A3",
    accent="#0E6B74",
    accent_hover="#0B5C64",
    accent_pressed="#094C53",
    accent_soft="#E3F1F2",
    accent_ring="#7CC4CA",
    on_accent="#FFFFFF",
    warning="#9A6700",
    warning_soft="#FFF6DD",
    error="#B42318",
    error_hover="#971D14",
    error_soft="#FDECEA",
    error_ring="#F0A8A1",
    done="#1F7A4D",
    done_soft="#E6F4EC",
    side="#12343B",
    side_hover="#1D4149",
    side_selected="#314E55",
    side_text="#E6EEF0",
    side_muted="#A9BDC2",
    side_focus="#7CC4CA",
    tip="#1B2733",
    tip_text="#FFFFFF",
)

DARK = Palette(
    name="dark",
    page="#151B20",
    card="#1D252C",
    raised="#222B33",
    line="#303B45",
    edge="#46535F",
    edge_strong="#71808E",
    text="#E4EAEF",
    muted="#98A6B3",
    disabled="#6B7884",
    accent="#4FB6BF",
    accent_hover="#6AC6CE",
    accent_pressed="#83D2D9",
    accent_soft="#1B3A3F",
    accent_ring="#12535A",
    on_accent="#0B1417",
    warning="#E9C46A",
    warning_soft="#3A3220",
    error="#F2857B",
    error_hover="#F5A29A",
    error_soft="#3B2322",
    error_ring="#7A2E28",
    done="#6CCB98",
    done_soft="#1D3529",
    side="#0D1F24",
    side_hover="#172A30",
    side_selected="#2A3A40",
    side_text="#E4EAEF",
    side_muted="#98A6B3",
    side_focus="#4FB6BF",
    tip="#E4EAEF",
    tip_text="#151B20",
)

# What is written on what; tests hold each pair at 4.5:1 (WCAG 2, level AA) in every palette. A warning is not written
# on the bare page (4.49:1) but on a card or on its own soft ground.
WRITTEN_ON = (
    ("text", "page"),
    ("text", "card"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("text", "warning_soft"),
    ("text", "error_soft"),
    ("text", "done_soft"),
    ("muted", "page"),
    ("muted", "card"),
    ("muted", "raised"),
    ("muted", "accent_soft"),
    ("muted", "warning_soft"),
    ("muted", "error_soft"),
    ("accent", "page"),
    ("accent", "card"),
    ("accent", "raised"),
    ("accent", "error_soft"),
    ("accent", "accent_soft"),
    ("accent_pressed", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("warning", "card"),
    ("warning", "raised"),
    ("warning", "warning_soft"),
    ("error", "page"),
    ("error", "card"),
    ("error", "raised"),
    ("error", "error_soft"),
    ("on_accent", "error"),
    ("on_accent", "error_hover"),
    ("done", "page"),
    ("done", "card"),
    ("done", "done_soft"),
    ("side_text", "side"),
    ("side_text", "side_hover"),
    ("side_text", "side_selected"),
    ("side_muted", "side"),
    ("tip_text", "tip"),
)

# Edges that alone tell where something is or what has the focus; 3:1 is asked of them.
EDGE_ON = (
    ("accent", "card"),
    ("accent", "page"),
    ("edge_strong", "card"),
    ("edge_strong", "raised"),
    ("accent_ring", "accent"),
    ("error_ring", "error"),
    ("warning", "card"),
    ("error", "card"),
    ("side_focus", "side"),
    ("side_focus", "side_selected"),
)


def contrast(first: str, second: str) -> float:
    """How far two colours are apart, from 1 to 21, by the formula of WCAG 2."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """How bright a colour looks, from 0 to 1 (WCAG 2, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
