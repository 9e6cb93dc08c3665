"""A realistic project as a chart: a robot arm of some sixty rows, with everything a chart can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from fairlead.draw.chart import Arrow, GanttChart, Marker, Row, RowKind, Span

MONDAY = datetime(2026, 3, 2)


def at(day: float) -> datetime:
    """The morning of a working day, counted from Monday, 2 March 2026; half days are noon."""
    weeks, weekday = divmod(int(day), 5)
    return MONDAY + timedelta(days=7 * weeks + weekday, hours=8 + 8 * (day - int(day)))


def until(day: float) -> datetime:
    """The evening of the working day before `day`, or noon of a half day."""
    whole = int(day)
    return at(day) if day != whole else at(whole - 1).replace(hour=17)


# id, name, first day, days, who, what it waits for; a summary has no days, a milestone none of its own.
_OUTLINE: tuple[tuple[int, str, str, float, float, str, str], ...] = (
    (0, "concept", "Concept", 0, 0, "", ""),
    (1, "needs", "Interview users of the pilot line", 0, 5, "Amara", ""),
    (1, "safety-case", "Safety case, first issue (ISO 10218)", 3, 8, "Jonas", ""),
    (1, "budget", "Budget and make-or-buy decisions", 5, 4, "Priya", "needs"),
    (1, "concept-review", "Concept review", 11, 0, "", "safety-case budget"),
    (0, "mech", "Mechanics", 0, 0, "", ""),
    (1, "arm", "Arm", 0, 0, "", ""),
    (2, "arm-cad", "Model the six axes", 11, 14, "Tom, Mei", "concept-review"),
    (2, "arm-fea", "Stress and vibration analysis", 20, 7, "Mei", ""),
    (2, "arm-mill", "Mill links and flanges", 27, 15, "Shop 3", "arm-fea"),
    (2, "arm-print", "Print cable guides", 25, 4, "Lab", "arm-cad"),
    (2, "arm-fit", "Fit and measure the arm", 42, 6, "Tom", "arm-mill arm-print"),
    (1, "gripper", "Gripper", 0, 0, "", ""),
    (2, "grip-cad", "Model gripper and fingers", 14, 8, "Mei", ""),
    (2, "grip-mould", "Cast silicone fingers, three hardnesses", 22, 6, "Lab", "grip-cad"),
    (2, "grip-test", "Grip tests with 40 parts", 28, 5, "Amara", "grip-mould"),
    (1, "base", "Base and enclosure", 0, 0, "", ""),
    (2, "base-cad", "Model base plate", 18, 5, "Tom", ""),
    (2, "base-weld", "Weld and coat the base", 23, 10, "Weber GmbH", "base-cad"),
    (2, "mech-done", "Mechanics ready", 48, 0, "", "arm-fit grip-test base-weld"),
    (0, "elec", "Electronics", 0, 0, "", ""),
    (1, "drives", "Choose motors and drives", 11, 6, "Ravi", "concept-review"),
    (1, "drives-buy", "Delivery of motors and drives", 17, 25, "Supplier", "drives"),
    (1, "board-1", "Motion controller board", 0, 0, "", ""),
    (2, "sch", "Schematic", 17, 8, "Ravi", "drives"),
    (2, "layout", "Layout, eight layers", 25, 9, "Ravi", "sch"),
    (2, "fab", "Manufacture of the boards", 34, 8, "PCB house", "layout"),
    (2, "bringup", "Bring-up and debugging", 42, 7, "Ravi, Ilse", "fab"),
    (2, "emc-pre", "EMC pre-compliance", 49, 3, "Ilse", "bringup"),
    (1, "harness", "Cable harness", 30, 6, "Shop 2", ""),
    (1, "elec-done", "Electronics ready", 52, 0, "", "emc-pre drives-buy harness"),
    (0, "soft", "Software", 0, 0, "", ""),
    (1, "kin", "Kinematics and trajectory planner", 12, 18, "Noor", "concept-review"),
    (1, "fw", "Firmware", 0, 0, "", ""),
    (2, "fw-base", "Boot loader, drivers, watchdog", 20, 10, "Ilse", ""),
    (2, "fw-loop", "Current and position loops", 30, 14, "Ilse, Noor", "fw-base"),
    (2, "fw-safe", "Safe torque off and speed monitoring", 44, 9, "Ilse", "fw-loop"),
    (1, "vision", "Vision", 0, 0, "", ""),
    (2, "cam", "Mount and calibrate cameras", 24, 4, "Chen", ""),
    (2, "pick", "Pick detection, 95 % on the test set", 28, 16, "Chen", "cam"),
    (2, "pick-tune", "Tune on real parts", 50, 6, "Chen", "pick"),
    (1, "ui", "Teach pendant and operator pages", 22, 20, "Sofia", ""),
    (1, "sim", "Digital twin for acceptance tests", 30, 12, "Noor", "kin"),
    (1, "soft-done", "Software feature complete", 56, 0, "", "fw-safe pick-tune ui sim"),
    (0, "integ", "Integration", 0, 0, "", ""),
    (1, "assemble", "Assemble prototype", 52, 6, "Tom, Ravi", "mech-done elec-done"),
    (1, "power-up", "First motion under power", 58, 3, "Ilse, Ravi", "assemble"),
    (1, "accuracy", "Accuracy and repeatability, 0.05 mm", 61, 6, "Mei", "power-up soft-done"),
    (1, "endurance", "Endurance run, 500 hours", 67, 20, "Test bay", "accuracy"),
    (1, "safety-test", "Safety tests with the certifier", 67, 7, "Jonas", "accuracy"),
    (1, "emc", "EMC measurement in the chamber", 67, 3, "Ilse", "accuracy"),
    (0, "pilot", "Pilot line", 0, 0, "", ""),
    (1, "site", "Prepare the site: floor, air, power", 40, 9, "Customer", ""),
    (1, "train", "Train operators", 74, 4, "Sofia, Amara", "safety-test"),
    (1, "ship", "Ship and set up", 74, 5, "Tom, Priya", "safety-test emc site"),
    (1, "ramp", "Ramp up to 200 parts an hour", 79, 8, "Amara", "ship train"),
    (1, "docs", "Manual and spare-parts list", 60, 12, "Sofia", ""),
    (1, "ce", "CE declaration signed", 87, 0, "", "endurance safety-test docs"),
    (0, "accepted", "Pilot line accepted", 88, 0, "", "ramp ce"),
)

_CRITICAL_IDS = """
    needs budget concept-review drives sch layout fab bringup emc-pre elec-done assemble power-up accuracy
    endurance ce accepted integ elec
"""
_CRITICAL = frozenset(_CRITICAL_IDS.split())
_DEADLINES = {"mech-done": 54, "elec-done": 50, "ce": 90, "grip-test": 36, "docs": 70}
_TODAY = 36


def robot_arm() -> GanttChart:
    """The whole project on the evening of its day 36."""
    rows = tuple(_row(number) for number in range(len(_OUTLINE)))
    return GanttChart(
        title="Robot arm for the pilot line",
        subtitle="Finish 2026-07-02 · 16 critical tasks · 2 of 5 deadlines missed · as of 2026-04-21",
        rows=rows,
        links=_links(),
        start=at(0),
        finish=until(88),
        today=at(_TODAY),
        closed=closed_time(),
        markers=(Marker(at(65), "Trade fair", "status"), Marker(at(90), "Contract: line accepted", "goal")),
        columns=("start", "finish", "duration", "float"),
    )


def closed_time() -> tuple[Span, ...]:
    """Weekends and a holiday."""
    weekends = tuple(
        (MONDAY + timedelta(days=7 * week + 5), MONDAY + timedelta(days=7 * week + 7)) for week in range(24)
    )
    holiday = datetime(2026, 5, 1)
    return (*weekends, (holiday, holiday + timedelta(days=1)))


def _row(number: int) -> Row:
    level, id, name, first, days, who, _ = _OUTLINE[number]
    below = _below(number)
    if below:
        first, days = min(row[3] for row in below), 0.0
        days = max(row[3] + row[4] for row in below) - first
    kind: RowKind = "summary" if below else "task" if days else "goal" if level == 0 else "milestone"
    row = Row(id, name, level, kind, at(first), until(first + days), critical=id in _CRITICAL, label=who)
    row = replace(row, duration=f"{days:g}d", done=_done(first, days))
    return row if below else _with_extras(row, first, days, number)


def _below(number: int) -> list[tuple[int, str, str, float, float, str, str]]:
    """The leaves under a row of the outline."""
    level = _OUTLINE[number][0]
    rows = []
    for row in _OUTLINE[number + 1 :]:
        if row[0] <= level:
            break
        rows.append(row)
    return [row for row in rows if row[4] or row[6]]


def _done(first: float, days: float) -> float:
    return min(max((_TODAY - 2 - first) / days, 0.0), 1.0) if days else 0.0


def _with_extras(row: Row, first: float, days: float, number: int) -> Row:
    late = number % 4
    room = 0 if row.critical else 2 + number * 7 % 11
    row = replace(
        row, total_float=f"{room}d", baseline=(at(max(first - late, 0)), until(first + days - late / 2 or 1))
    )
    if room and not row.is_point:
        row = replace(row, float_until=until(first + days + room))
    if row.id in _DEADLINES:
        row = replace(row, deadline=until(_DEADLINES[row.id]))
    if row.id == "kin":
        row = replace(row, segments=((at(first), until(first + 6)), (at(first + 9), until(first + days))))
    if row.id == "site":
        row = replace(row, note="moved by hand")
    return row


def _links() -> tuple[Arrow, ...]:
    links = [
        Arrow(before, id, critical=before in _CRITICAL and id in _CRITICAL)
        for _, id, _, _, _, _, waits in _OUTLINE
        for before in waits.split()
    ]
    others = [
        Arrow("needs", "safety-case", "SS"),
        Arrow("arm-cad", "arm-fea", "FF"),
        Arrow("arm-cad", "grip-cad", "SS"),
        Arrow("fw-base", "kin", "SF"),
    ]
    return (*links, *others)
