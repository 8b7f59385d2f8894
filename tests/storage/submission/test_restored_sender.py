"""A commune that went back to an older backup gives its numbers a second time: a person decides, nothing is lost."""

from models.submissions import Verdict


def sent_three(commune, district):
    """Three files received, a backup of after the first; then the commune goes back to it and enters something else."""
    commune.receipt(5)
    files = [commune.send()]
    backup = commune.book.backups.make("thu")
    for amount in (7, 8):
        commune.receipt(amount)
        files.append(commune.send())
    kept = [path.read_bytes() for path in files]
    district.receive(*files)
    commune.book.backups.restore(backup.path)
    commune.receipt(900)
    for path in commune._usb.iterdir():
        path.unlink()
    return kept


def test_a_number_given_again_is_a_fork_though_a_higher_one_is_in_force(commune, district):
    sent_three(commune, district)
    again = commune.send()
    (receipt,) = district.receive(again)
    assert (receipt.verdict, receipt.number) == (Verdict.FORK, 2)
    assert district.total() == 20
    (decided,) = district.receive(again, replace_forks=True)
    assert (decided.verdict, district.total()) == (Verdict.REPLACES, 905)
    assert district.receive(again)[0].verdict is Verdict.SAME


def test_what_was_decided_against_does_not_come_back_by_its_higher_number(commune, district, again):
    """Not of itself, but by another decision."""
    _, _, third = sent_three(commune, district)
    district.receive(commune.send(), replace_forks=True)
    old = again("old", third)
    assert district.receive(old)[0].verdict is Verdict.SAME
    assert district.total() == 905
    commune.receipt(1000)
    assert district.receive(commune.send())[0].verdict is Verdict.REPLACES
    assert district.total() == 1905
    assert district.receive(old, replace_forks=True)[0].verdict is Verdict.REPLACES
    assert district.total() == 20


def test_an_earlier_number_that_never_came_is_still_only_history(commune, district):
    commune.receipt(5)
    first = commune.send()
    commune.receipt(6)
    district.receive(commune.send())
    assert district.receive(first)[0].verdict is Verdict.OLDER
    assert district.receive(first)[0].verdict in (Verdict.OLDER, Verdict.SAME)
    assert district.total() == 11
