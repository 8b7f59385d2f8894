"""One field of a form: its label above, the editor, and one line below for what helps, is worked out, or is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.fields import Field, Kind
from models.rules import Problem, Severity
from ui.entry.editors import Editor, Surroundings, make_editor
from ui.look.theme import set_look

ROLES = {Severity.STOP: "problem", Severity.WARNING: "warning", Severity.HINT: "hint"}
NOTE_HEIGHT = 17  # px of a line, kept also while there is nothing to say, so that nothing jumps while one types
NARROWEST = 20  # px of a line of words
MOST_LINES = 6  # of a note: an amount in words under a field of a row of four
MOST_LETTERS, MOST_LETTERS_ROOMY = 34, 46  # a longer answer or label takes the whole width of the form


class FieldCell(QWidget):
    """`focused` tells when the officer comes to the field, so that the form can say in full what one line cannot."""

    focused = Signal()

    def __init__(self, field: Field, surroundings: Surroundings) -> None:
        super().__init__()
        self.field = field
        self.editor: Editor = make_editor(field, surroundings)
        self._note = ""
        self._least_lines = 1
        self._problem: Problem | None = None
        self._label = QLabel(field.label)
        self._label.setProperty("role", "label")
        self._label.setBuddy(self.editor.widget())
        self._line = ElidedLabel()
        self._line.setFixedHeight(NOTE_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addWidget(self._label)
        layout.addWidget(self.editor.widget())
        layout.addWidget(self._line)
        self._focus = self.editor.widget().focusProxy() or self.editor.widget()
        self._focus.installEventFilter(self)

    def takes_whole_width(self, *, roomy: bool) -> bool:
        """Long texts, and what cannot be read in half of the form."""
        longest = max((len(choice.label) for choice in self.field.choices), default=0)
        most = MOST_LETTERS_ROOMY if roomy else MOST_LETTERS
        return self.field.kind is Kind.LONG_TEXT or max(longest, len(self.field.label)) > most

    def make_room(self, *, roomy: bool) -> None:
        """Half of a narrow form holds an amount in words in two lines."""
        self._least_lines = 2 if self.field.kind is Kind.MONEY and not roomy else 1
        self._give_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_lines()

    def _give_lines(self) -> None:
        """As many lines as the note needs to be read to its end; a problem in its place has them too."""
        lines = max(self._least_lines, min(self._line.lines_of(self._note), MOST_LINES))
        self._line.set_lines(lines)
        self._line.setFixedHeight(NOTE_HEIGHT * lines)

    @property
    def problem(self) -> Problem | None:
        return self._problem

    def set_required(self, on: bool) -> None:
        text = f"{self.field.label} *" if on else self.field.label
        if text != self._label.text():
            self._label.setText(text)

    def set_note(self, note: str) -> None:
        """What the program worked out, shown quietly unless a problem has the line."""
        if note != self._note:
            self._note = note
            self._give_lines()
            self._show()

    def set_problem(self, problem: Problem | None) -> None:
        if problem != self._problem:
            self._problem = problem
            self.editor.set_problem(problem.severity.value if problem else "")
            self._show()

    def begin_answer(self) -> bool:
        """Typing takes a problem away that spoke of the answer before; True if there was one. The new answer is checked
        once the field is left."""
        if self._problem is None:
            return False
        self.set_problem(None)
        return True

    def has_focus(self) -> bool:
        return self._focus.hasFocus()

    def says_whole(self) -> bool:
        """Whether the line under the field can be read to its end."""
        return self._line.is_whole()

    def explanation(self) -> str:
        """What the line under the field cannot say in full: the problem, or what to write; else ""."""
        told = self._problem.message if self._problem else self.field.help or self._note
        return "" if told == self._line.whole_text() and self.says_whole() else told

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return self.editor.value() in (None, "") and not self.editor.unparsed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._show()
            self.focused.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self._show()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        if self._problem:
            set_look(self._line, role=ROLES[self._problem.severity])
            self._line.set_text(self._problem.message)
        else:
            set_look(self._line, role="hint")
            self._line.set_text(self._note or (self.field.help if self._focus.hasFocus() else ""))


class ElidedLabel(QLabel):
    """One line (or a few) that never pushes its neighbours: what does not fit is elided and stands whole in the tool
    tip."""

    def __init__(self, text: str = "", lines: int = 1) -> None:
        super().__init__()
        self._whole = text
        self._lines = lines
        self._cut = False
        self.setMinimumWidth(NARROWEST)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_text(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self._fit()

    def set_lines(self, lines: int) -> None:
        """How many lines there are room for."""
        if lines != self._lines:
            self._lines = lines
            self._fit()

    def lines_of(self, text: str) -> int:
        """How many lines a text takes at this width; 1 before there is one."""
        return len(self._broken(text, MOST_LINES)) if self.contentsRect().width() >= NARROWEST else 1

    def whole_text(self) -> str:
        return self._whole

    def is_whole(self) -> bool:
        """Whether all of it is seen."""
        return not self._cut

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self._broken(self._whole, self._lines)
        self._cut = " ".join(shown) != self._whole
        super().setText("\n".join(shown))
        self.setToolTip(self._whole if self._cut else "")

    def _broken(self, text: str, most: int) -> list[str]:
        """Lines of whole words, at most so many; the last one is elided."""
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        lines: list[str] = []
        rest = text
        while len(lines) < most - 1 and metrics.horizontalAdvance(rest) > width:
            words = rest.split(" ")
            ends = [n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= width]
            if not ends:
                break
            unbroken = [n for n in ends if not words[n - 1][-1:].isdigit()] or ends  # a number keeps its unit
            end = max((n for n in unbroken if words[n - 1] == "·"), default=unbroken[-1])
            lines.append(" ".join(words[:end]))
            rest = " ".join(words[end:])
        return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
