"""Who sends a file: whether it is for us, whether we know the unit, and the units below it that its list tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from models.ports import StorageError
from models.units import Snapshot, UnitTree, UnitTreeError
from storage.database import Database
from storage.registers.units import ListedUnit, Units
from storage.submission.incoming import Incoming
from storage.submission.refusals import contradicts, foreign


class Senders:
    """Judges senders by the tree of units as it stands today and as it stood at the file's cut-off."""

    def __init__(self, database: Database, units: Units) -> None:
        self._db = database
        self._units = units

    def today(self) -> Snapshot:
        """The tree as it stands today."""
        return self._units.tree().on(self._db.today())

    def refuse_foreign(self, incoming: Incoming) -> None:
        """PackageError foreign for a sender that does not stand below us, contradicts for one that speaks for
        others."""
        own, sender = self._units.own, incoming.unit
        if not own:
            raise foreign("Sổ chưa khai báo đơn vị. Khai báo trước khi nhận tệp của cấp dưới.")
        if sender.code == own:
            raise foreign("Đây là tệp do chính đơn vị mình gửi đi. Chọn tệp của cấp dưới.")
        trees = self._trees(incoming)
        above = {code for tree in trees for code in tree.ancestors(own)}
        if sender.code in above:
            raise foreign(f"{sender.name} là cấp trên. Chọn tệp của cấp dưới.")
        below = {code for tree in trees for code in tree.descendants(own)}
        if sender.parent and sender.parent not in {own, *below}:
            raise foreign(
                f"{sender.name} gửi tệp này cho đơn vị {sender.parent}, không phải đơn vị mình. Kiểm tra lại nơi nhận."
            )
        if sender.code not in below and not sender.parent:
            raise foreign(f"{sender.name} không khai cấp trên. Đề nghị đơn vị gửi khai báo cấp trên rồi tạo lại tệp.")
        beneath = {code for tree in trees for code in tree.descendants(sender.code)}
        self._refuse_claims(incoming, trees, beneath, {own, *above})

    def is_listed(self, incoming: Incoming) -> bool:
        """Whether the sender is in our list, or known below a unit that is."""
        own, code = self._units.own, incoming.unit.code
        trees = self._trees(incoming)
        above = {tree.parent(code) for tree in trees if code in tree.descendants(own)}
        return code in self._units.children() or bool(above - {own})

    def make_known(self, incoming: Incoming, *, add: bool, rename: bool) -> list[str]:
        """Take over what the file tells of units; gives warnings about units that we know elsewhere.

        `add` lists the sender below the unit it names above itself, `rename` lets it go by the name in the file.
        PackageError contradicts when no tree results."""
        sender = incoming.unit
        try:
            if add and sender.parent in ("", self._units.own):
                self._units.add_child(sender.code, sender.name, sender.level)
            elif add:  # a file that came past the unit between us, before that unit told of it
                self._units.link(sender.code, sender.name, sender.level, sender.parent)
            elif rename:
                self._rename(sender)
            left_out = self._units.adopt(sender.code, self._unknown(sender, incoming.units, rename=rename))
            self._units.tree()
        except (StorageError, UnitTreeError) as error:
            if isinstance(error, StorageError) and error.kind != "other":
                raise
            raise contradicts(f"danh sách đơn vị trong tệp không khớp với sổ ({error})") from error
        names = {unit.code: unit.name for unit in incoming.units}
        return [
            f"{names[code]} ({code}) đã xếp ở nơi khác trong danh sách đơn vị; danh sách hiện có được giữ nguyên."
            for code in left_out
        ]

    def _trees(self, incoming: Incoming) -> tuple[Snapshot, Snapshot]:
        tree: UnitTree = self._units.tree()
        return tree.on(self._db.today()), tree.on(dt.date.fromisoformat(incoming.cutoff))

    def _refuse_claims(self, incoming: Incoming, trees: Sequence[Snapshot], beneath: set[str], ours: set[str]) -> None:
        """A part must be of the sender, of a unit we know below it, or of one that nobody else is known to have."""
        sender = incoming.unit
        listed = _beneath(sender.code, incoming.units)
        placed = {code for tree in trees for code in tree.parents}
        for entry in incoming.parts:
            known = entry.unit == sender.code or entry.unit in beneath
            if entry.unit in ours or not (known or (entry.unit in listed and entry.unit not in placed)):
                raise contradicts(f"tệp mang số liệu của đơn vị {entry.unit} không thuộc {sender.name}")

    def _rename(self, sender: ListedUnit) -> None:
        """A unit names itself. Where names or parents carry dates, an officer keeps them, not a file."""
        today = self.today()
        dated = self._db.scalar(
            "SELECT 1 FROM unit_name WHERE unit = ? AND (valid_from <> '' OR valid_to <> '') UNION ALL"
            " SELECT 1 FROM unit_parent WHERE unit = ? AND (valid_from <> '' OR valid_to <> '')",
            (sender.code, sender.code),
        )
        same = today.name(sender.code) == sender.name and today.level(sender.code) == sender.level
        if not same and not dated:
            self._units.link(sender.code, sender.name, sender.level, today.parent(sender.code))

    def _unknown(self, sender: ListedUnit, listed: Sequence[ListedUnit], *, rename: bool) -> list[ListedUnit]:
        """What the list tells that we do not know yet, with the units on the way to it; new names and places of known
        units only if `rename`."""
        today = self.today()
        parents = {unit.code: unit.parent for unit in listed}
        needed: set[str] = set()
        for unit in listed:
            known = ListedUnit(unit.code, today.name(unit.code), today.level(unit.code), today.parent(unit.code))
            code = unit.code
            tells = known != unit if rename else unit.code not in today.levels
            while tells and code in parents and code not in needed:
                needed.add(code)
                code = parents[code]
        return [unit for unit in listed if unit.code in needed and unit.code != sender.code]


def _beneath(top: str, units: Sequence[ListedUnit]) -> set[str]:
    """What the sender's own list puts below it."""
    children: dict[str, list[str]] = {}
    for unit in units:
        children.setdefault(unit.parent, []).append(unit.code)
    found: set[str] = set()
    waiting = [top]
    while waiting:
        for code in children.get(waiting.pop(), ()):
            if code not in found:
                found.add(code)
                waiting.append(code)
    return found
