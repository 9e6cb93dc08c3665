"""Small problems in each format, and what is read from a text."""

from __future__ import annotations

from fairlead.exchange.importing import OpenedImport, open_data
from fairlead.plan.document import Plan

STARS = "*" * 72
SM = f"""{STARS}
file with basedata            : tiny.bas
{STARS}
projects                      :  1
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
{STARS}
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      2      0       9        2        5
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
{STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     5       1    4
  4      1     0       0    0
{STARS}
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    4
{STARS}
"""
MM = f"""jobs  (incl. supersource/sink ):\t3
RESOURCES
- renewable                 : 1 R
- nonrenewable              : 1 N
- doubly constrained        : 0 D
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
1\t1\t1\t\t2
2\t2\t1\t\t3
3\t1\t0\t\t
{STARS}
REQUESTS/DURATIONS
jobnr.\tmode\tdur\tR1\tN1
------------------------------------------------------------------------
1\t1\t0\t0\t0
2\t1\t4\t1\t9
\t2\t7\t2\t0
3\t1\t0\t0\t0
{STARS}

 RESOURCE AVAILABILITIES
\tR 1\tN 1
\t3\t12

{STARS}
"""
RCP = """4 2
2 4
0 0 0 2
2 3
3 2 0 1 4
5 1 4 1 4
0 0 0 0
"""
SCH = """2\t1\t0\t0
0\t1\t2\t1\t2\t[0]\t[0]
1\t1\t2\t2\t3\t[3]\t[2]
2\t1\t2\t1\t3\t[-8]\t[4]
3\t1\t0
0\t1\t0\t0
1\t1\t2\t1
2\t1\t4\t2
3\t1\t0\t0
2
"""
RCMP = """2
1
3

3 0
1

0 0 1 1:2
4 2 2 1:3 2:2
0 0 0

3 6
1
0 0 1 2:2
5 3 1 2:3
0 0 0
"""
DZN = """% seed = 1
mint = 3;
nActs = 4;
dur = [0,3,5,0];
nSkills = 2;
sreq = [| 0,0,
  | 2,1,
  | 0,1,
  | 0,0, |];
nResources = 3;
mastery = [| true,false,
  | true,true,
  | false,true, |];
nPrecs = 4;
pred = [1,1,2,3];
succ = [2,3,4,4];
USEFUL_RES = [{},{1,2,3},{2,3},{}];
"""
RULE = "=" * 116
DEF = f"""{RULE}
File name: tiny.def
{RULE}
General characteristics:
Tasks: 2
Resources: 2
{RULE}
ResourceID \t Salary \t Skills
1\t \t \t52.9\t \t Q3: 1 \t  Q5: 0 \t
2\t \t \t30\t \t Q3: 2 \t
{RULE}
TaskID \t Duration \t Skill \t Predecessor IDs
1\t \t \t30\t Q3: 2\t \t
2\t \t \t8\t Q5: 0\t \t1
{RULE}
"""
ALL = {"sm": SM, "mm": MM, "rcp": RCP, "sch": SCH, "rcmp": RCMP, "dzn": DZN, "def": DEF}


def opened(text: str | bytes, name: str = "tiny.txt") -> OpenedImport:
    """What is opened from a text, by its content alone."""
    found = open_data(text if isinstance(text, bytes) else text.encode(), name)
    assert isinstance(found, OpenedImport)
    return found


def a_plan(text: str) -> Plan:
    """The plan in a text, which must be free of findings."""
    found = opened(text)
    assert found.findings == ()
    return found.plan


def needs(plan: Plan, id: str) -> list[str]:
    """What a task needs."""
    return [str(need) for need in plan.tasks[id].needs]


def after(plan: Plan, id: str) -> list[str]:
    """What a task waits for."""
    return [str(link) for link in plan.tasks[id].after]
