"""Writes resources/style/<palette>/*.svg, the pictures the style sheet names, in the colours of the palette.

python packaging/make_style_images.py
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ui.look.icons import STYLE_IMAGES, coloured_svg  # noqa: E402 - found only after the line above
from ui.look.palette import DARK, LIGHT  # noqa: E402


def main() -> None:
    """Writes the pictures of every palette."""
    for palette in (LIGHT, DARK):
        folder = ROOT / "resources" / "style" / palette.name
        folder.mkdir(parents=True, exist_ok=True)
        for file, (icon, colour, stroke) in STYLE_IMAGES.items():
            text = coloured_svg(icon, getattr(palette, colour), stroke)
            (folder / f"{file}.svg").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
