"""What must hold of a mediation case and of its rows, apart from what its fields say themselves."""

from __future__ import annotations

import datetime as dt

from models.record_types._checks import Check, Values, day, given_once, not_before, number, referred, rule
from models.rules import Lookup, Problem, Rule, Severity
from models.visibility import rows_of

LAW = "Luật 35/2013/QH13"
IN_FORCE = dt.date(2014, 1, 1)
"""Since when the law on mediation counts."""
START_WITHIN = 3
"""Days from assignment to the beginning of mediation (Luật 35/2013/QH13 Điều 20 khoản 2)."""


TEAMS = ("team", "co_team")
FEWEST = 3
"""Mediators of a team (Luật 35/2013/QH13 Điều 12)."""


def by_law(check: Check, sentence: str, article: str, severity: Severity = Severity.STOP) -> Rule:
    """A rule of the law on mediation."""
    return rule(check, sentence, severity, f"{LAW} {article}", valid_from=IN_FORCE)


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


def both_committees_told(values: Values, lookup: Lookup) -> Problem | None:
    """Two teams mediate together, and the heads of both Front committees hear of it."""
    if not values.get("co_team") or values.get("outcome") in ("thanh", "khong_thanh"):
        return None
    return Problem("co_team", "Hai tổ cùng hòa giải. Thông báo cho Trưởng ban Công tác Mặt trận của cả hai nơi.")


def teams_of_two_areas(values: Values, lookup: Lookup) -> Problem | None:
    """A second team helps because a party lives elsewhere."""
    first, second = (referred(values, lookup, name, "mediation_team").get("residential_area") for name in TEAMS)
    if not first or first != second or values.get("team") == values.get("co_team"):
        return None
    return Problem("co_team", "Hai tổ ở cùng một khu dân cư. Kiểm tra lại tổ phối hợp.")


def teams_in_force(values: Values, lookup: Lookup) -> Problem | None:
    """A case is received by a team that stands on that day."""
    received = day(values, "received_date")
    for name in TEAMS:
        team = referred(values, lookup, name, "mediation_team")
        start, end = day(team, "valid_from"), day(team, "valid_to")
        if received and ((start and received < start) or (end and received >= end)):
            return Problem(name, "Tổ này không hoạt động vào ngày nhận vụ việc. Kiểm tra lại tổ và ngày nhận.")
    return None


def mediators_in_office(values: Values, lookup: Lookup) -> Problem | None:
    """Who mediates was recognised before the mediation began, or the case was received, and had not left."""
    begun = day(values, "started_date") or day(values, "received_date")
    for index, row in enumerate(rows_of(values, "mediators")):
        mediator = referred(row, lookup, "mediator", "mediator")
        recognised, left = day(mediator, "decision_date"), day(mediator, "left_date")
        if begun and ((recognised and begun < recognised) or (left and begun >= left)):
            message = "Hòa giải viên chưa được công nhận hoặc đã thôi vào ngày hòa giải. Kiểm tra lại hòa giải viên."
            return Problem("mediator", message, line=("mediators", index))
    return None


def exclusion_named(values: Values, lookup: Lookup) -> Problem | None:
    """What is not accepted falls under one of the exclusions of the law."""
    if values.get("accepted") != "ngoai_pham_vi" or values.get("exclusion"):
        return None
    return Problem("exclusion", "Chưa có lý do không thuộc phạm vi. Chọn một trong các trường hợp của luật.")


def danger_reported_at_once(values: Values, lookup: Lookup) -> Problem | None:
    """Danger of violence and signs of an offence are told at once, not weeks later."""
    received, told = day(values, "received_date"), day(values, "escalation_date")
    if values.get("escalation") in (None, "khong") or received is None or told is None or (told - received).days <= 1:
        return None
    return Problem("escalation_date", "Báo cáo muộn hơn một ngày sau ngày nhận vụ việc. Kiểm tra lại ngày báo cáo.")


def team_has_three_mediators(values: Values, lookup: Lookup) -> Problem | None:
    """A team that stands has at least three mediators of today; `values` say who asks by "id"."""
    team = _standing_team(values, lookup)
    mediators = number(team, "mediators")
    if mediators is None or mediators >= FEWEST:
        return None
    message = f"Tổ có {mediators} hòa giải viên. Cần ít nhất {FEWEST} người; nhập thêm ở danh mục Hòa giải viên."
    return Problem("name", message)


def team_has_a_woman(values: Values, lookup: Lookup) -> Problem | None:
    """One of the mediators is a woman; a team without any mediator is told of that first."""
    team = _standing_team(values, lookup)
    if not number(team, "mediators") or number(team, "women") != 0:
        return None
    return Problem("name", "Tổ chưa có hòa giải viên nữ. Cần có ít nhất một hòa giải viên nữ.")


def _standing_team(values: Values, lookup: Lookup) -> Values:
    """The team as saved, with its tallies; nothing where it was never saved or is no longer at work."""
    key = values.get("id")
    if not isinstance(key, str) or values.get("status") in ("sap_nhap", "giai_the"):
        return {}
    return lookup("mediation_team", key) or {}


def both_sides_present(values: Values, lookup: Lookup) -> Problem | None:
    """A dispute has two sides; two rows of the same side are a slip in the role."""
    roles = {row.get("role") for row in rows_of(values, "parties")} - {None, ""}
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
    for index, row in enumerate(rows_of(values, "mediators")):
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
MEDIATOR_RULES = (by_law(no_conflict_of_interest, "Hòa giải viên không có lợi ích liên quan đến vụ việc.", "Điều 18"),)
CASE_RULES = (
    by_law(exclusion_named, "Không tiếp nhận thì nêu trường hợp không thuộc phạm vi.", "Điều 3", Severity.WARNING),
    by_law(teams_differ, "Tổ phối hợp khác với tổ hòa giải; vụ việc chỉ tính một lần, ở tổ hòa giải.", "Điều 22"),
    by_law(teams_of_two_areas, "Tổ phối hợp ở khu dân cư khác, nơi một bên sinh sống.", "Điều 22", Severity.HINT),
    by_law(
        both_committees_told,
        "Hai tổ cùng hòa giải thì cả hai Trưởng ban Công tác Mặt trận được thông báo.",
        "Điều 22",
        Severity.HINT,
    ),
    rule(teams_in_force, "Tổ hòa giải đang hoạt động vào ngày nhận vụ việc.", Severity.WARNING),
    rule(both_sides_present, "Vụ việc có bên thứ nhất và bên thứ hai.", Severity.WARNING),
    given_once("mediators", "mediator", "hòa giải viên"),
    rule(mediator_of_these_teams, "Hòa giải viên thuộc tổ hòa giải hoặc tổ phối hợp.", Severity.WARNING),
    not_before("assigned_date", "received_date", ("ngày phân công", "ngày nhận vụ việc")),
    not_before("started_date", "received_date", ("ngày bắt đầu hòa giải", "ngày nhận vụ việc")),
    by_law(
        started_within_three_days,
        f"Bắt đầu hòa giải trong {START_WITHIN} ngày kể từ ngày phân công.",
        "Điều 20 khoản 2",
        Severity.WARNING,
    ),
    rule(untouched_case_not_started, "Vụ việc chưa giải quyết thì chưa có ngày bắt đầu hòa giải.", Severity.WARNING),
    rule(sessions_of_closed_case, "Vụ việc đã có kết quả thì có ít nhất một buổi hòa giải.", Severity.HINT),
    not_before("closed_date", "received_date", ("ngày kết thúc", "ngày nhận vụ việc")),
    not_before("closed_date", "started_date", ("ngày kết thúc", "ngày bắt đầu hòa giải")),
    not_before("due_date", "closed_date", ("thời hạn thực hiện", "ngày kết thúc"), Severity.WARNING),
    rule(settled_case_not_referred, "Vụ việc hòa giải thành không chuyển cơ quan khác.", Severity.WARNING),
    rule(mediators_in_office, "Hòa giải viên đã được công nhận và chưa thôi vào ngày hòa giải.", Severity.WARNING),
    not_before("escalation_date", "received_date", ("ngày báo cáo", "ngày nhận vụ việc")),
    by_law(
        danger_reported_at_once,
        "Nguy cơ bạo lực, dấu hiệu vi phạm pháp luật được báo cáo kịp thời.",
        "Điều 10 khoản 4, khoản 5; Điều 15 khoản 4",
        Severity.HINT,
    ),
)
# Without a first day: it is the team of today that is judged, and many were founded before the law.
TEAM_RULES = (
    rule(
        team_has_three_mediators,
        f"Tổ hòa giải có ít nhất {FEWEST} hòa giải viên.",
        Severity.HINT,
        f"{LAW} Điều 12",
    ),
    rule(team_has_a_woman, "Tổ hòa giải có hòa giải viên nữ.", Severity.HINT, f"{LAW} Điều 12"),
)
