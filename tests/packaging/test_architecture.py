"""Rules of the floor plan that import contracts cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODELS = sorted((ROOT / "models").rglob("*.py"))


def imported_names(module: Path) -> set[str]:
    """The first part of every absolute import in a module, wherever it stands."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("module", MODELS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_models_import_the_standard_library_only(module):
    assert imported_names(module) - sys.stdlib_module_names - {"models"} == set()


def test_commands_start_without_qt():
    """The command line works where no window can be, and Qt would be most of its start."""
    script = (
        "import sys, ui.commands.jobs, ui.commands.lists, ui.commands.report_json;"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
