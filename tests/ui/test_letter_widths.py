"""The widths that Word tables are laid out by are those of the face that PDF is painted in."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from models.letter_widths import text_width
from ui.look.theme import load_fonts
from ui.paper.faces import Face

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵbcghklmnpqrstvx"
SIGNS = "0123456789 .,;:!?()[]/%&+-–—…“”‘’²³\"'"


@pytest.mark.parametrize("bold", [False, True])
def test_every_vietnamese_letter_and_sign_is_as_wide_as_in_the_bundled_face(qapp, bold):
    load_fonts()
    painted = QFontMetricsF(Face(100, bold).font())
    for letter in LETTERS + LETTERS.upper() + SIGNS:
        assert text_width(letter, 100, bold, False) == pytest.approx(painted.horizontalAdvance(letter), abs=2), letter


def test_a_line_is_as_wide_as_it_is_painted(qapp):
    load_fonts()
    line = "Cộng hòa xã hội chủ nghĩa Việt Nam: 1.234.567 đồng"
    for face in (Face(12), Face(11, bold=True), Face(12, italic=True)):
        assert text_width(line, face.size, face.bold, face.italic) == pytest.approx(face.width(line), rel=0.03)
