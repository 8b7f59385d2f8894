"""What must hold of a mediation case and of its rows, apart from what its fields say themselves."""

from __future__ import annotations

from models.fields import Lookup, Problem, Severity
from models.record_types._checks import Values, day, given_once, not_before, referred, rows, rule

LAW = "Luật 35/2013/QH13"
START_WITHIN = 3
"""Days from assignment to the beginning of mediation (Luật 35/2013/QH13 Điều 20 khoản 2)."""


def started_within_three_days(values: Values, lookup: Lookup) -> Problem | None:
    """Mediation begins in time after the assignment."""
    assigned, started = day(values, "assigned_date"), day(values, "started_date")
    if assigned is None or started is None or (started - assigned).days <= START_WITHIN:
        return None
    message = (
        f"Bắt đầu hòa giải quá {START_WITHIN} ngày kể từ ngày phân công. Kiểm tra lại hai ngày, "
        "hoặc ghi lý do nếu các bên có thỏa thuận khác."
    )
    return Problem("started_date", message)


def untouched_case_not_started(values: Values, lookup: Lookup) -> Problem | None:
    """A case on which nothing was done has no first day of mediation."""
    if values.get("outcome") != "chua_giai_quyet" or day(values, "started_date") is None:
        return None
    return Problem("outcome", "Đã có ngày bắt đầu hòa giải. Chọn “Đang giải quyết” hoặc kết quả của vụ việc.")


def teams_differ(values: Values, lookup: Lookup) -> Problem | None:
    """The second team is another one; the case still counts once, in the first."""
    if not values.get("co_team") or values.get("co_team") != values.get("team"):
        return None
    return Problem("co_team", "Tổ phối hợp trùng với tổ hòa giải. Chọn tổ của khu dân cư kia hoặc để trống.")


def both_sides_present(values: Values, lookup: Lookup) -> Problem | None:
    """A dispute has two sides; two rows of the same side are a slip in the role."""
    roles = {row.get("role") for row in rows(values, "parties")} - {None, ""}
    if not roles or {"ben_1", "ben_2"} <= roles:
        return None
    return Problem("parties", "Chưa có đủ bên thứ nhất và bên thứ hai. Kiểm tra lại vai trò của các bên.")


def year_or_age(row: Values, lookup: Lookup) -> Problem | None:
    """The paper asks for the age; whichever of the two is known is enough, and both can contradict each other."""
    year, age = row.get("birth_year") is not None, row.get("age") is not None
    if row.get("is_organisation") is True or year != age:
        return None
    if year:
        return Problem("age", "Đã có năm sinh. Để trống ô tuổi.")
    return Problem("birth_year", "Chưa có năm sinh hoặc tuổi. Nhập một trong hai nếu biết.")


def no_conflict_of_interest(row: Values, lookup: Lookup) -> Problem | None:
    """A mediator with an interest in the case does not mediate it."""
    if row.get("conflict_of_interest") is not True:
        return None
    return Problem("conflict_of_interest", "Hòa giải viên có lợi ích liên quan. Phân công hòa giải viên khác.")


def mediator_of_these_teams(values: Values, lookup: Lookup) -> Problem | None:
    """Who mediates is a member of the team or of the team that helps."""
    teams = {values.get("team"), values.get("co_team")}
    for index, row in enumerate(rows(values, "mediators")):
        team = referred(row, lookup, "mediator", "mediator").get("team")
        if team and team not in teams:
            message = "Hòa giải viên không thuộc tổ này hoặc tổ phối hợp. Chọn lại hòa giải viên hoặc tổ."
            return Problem("mediator", message, line=("mediators", index))
    return None


def settled_case_not_referred(values: Values, lookup: Lookup) -> Problem | None:
    """Only a failed case or one out of scope is passed on."""
    if values.get("referred") is not True or values.get("outcome") != "thanh":
        return None
    return Problem("referred", "Vụ việc đã hòa giải thành thì không chuyển. Bỏ chọn hoặc sửa lại kết quả.")


def sessions_of_closed_case(values: Values, lookup: Lookup) -> Problem | None:
    """A case that came to a result had at least one meeting."""
    if values.get("outcome") not in ("thanh", "khong_thanh") or values.get("session_count") != 0:
        return None
    return Problem("session_count", "Vụ việc đã có kết quả mà số buổi là 0. Nhập số buổi đã hòa giải.")


PARTY_RULES = (rule(year_or_age, "Mỗi bên có năm sinh hoặc tuổi, một trong hai.", Severity.HINT),)
MEDIATOR_RULES = (
    rule(no_conflict_of_interest, "Hòa giải viên không có lợi ích liên quan đến vụ việc.", article=f"{LAW} Điều 18"),
)
CASE_RULES = (
    rule(teams_differ, "Tổ phối hợp khác với tổ hòa giải.", article=f"{LAW} Điều 22"),
    rule(both_sides_present, "Vụ việc có bên thứ nhất và bên thứ hai.", Severity.WARNING),
    given_once("mediators", "mediator", "hòa giải viên"),
    rule(mediator_of_these_teams, "Hòa giải viên thuộc tổ hòa giải hoặc tổ phối hợp.", Severity.WARNING),
    not_before("assigned_date", "received_date", ("ngày phân công", "ngày nhận vụ việc")),
    not_before("started_date", "received_date", ("ngày bắt đầu hòa giải", "ngày nhận vụ việc")),
    rule(
        started_within_three_days,
        f"Bắt đầu hòa giải trong {START_WITHIN} ngày kể từ ngày phân công.",
        Severity.WARNING,
        f"{LAW} Điều 20 khoản 2",
    ),
    rule(untouched_case_not_started, "Vụ việc chưa giải quyết thì chưa có ngày bắt đầu hòa giải.", Severity.WARNING),
    rule(sessions_of_closed_case, "Vụ việc đã có kết quả thì có ít nhất một buổi hòa giải.", Severity.HINT),
    not_before("closed_date", "received_date", ("ngày kết thúc", "ngày nhận vụ việc")),
    not_before("closed_date", "started_date", ("ngày kết thúc", "ngày bắt đầu hòa giải")),
    not_before("due_date", "closed_date", ("thời hạn thực hiện", "ngày kết thúc"), Severity.WARNING),
    rule(settled_case_not_referred, "Vụ việc hòa giải thành không chuyển cơ quan khác.", Severity.WARNING),
    not_before("escalation_date", "received_date", ("ngày báo cáo", "ngày nhận vụ việc")),
)
