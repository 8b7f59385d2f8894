"""Vietnamese for Qt's own texts, dates and numbers."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from ui.resources import resource_path


def install_translator(app: QCoreApplication) -> QTranslator:
    """Makes Qt speak Vietnamese and write dates and numbers as in Vietnam; once, before the first window is made.

    Returns the translator (the application owns it). FileNotFoundError when the compiled translation is missing or
    broken: half an English window would be worse than a clear stop.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    path = resource_path("translations", "qtbase_vi.qm")
    translator = QTranslator(app)
    if not translator.load(str(path)):
        raise FileNotFoundError(path)
    app.installTranslator(translator)
    return translator
