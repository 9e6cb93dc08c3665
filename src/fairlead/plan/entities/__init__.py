"""The entities of a plan, one file a kind; `KINDS` is the list that reading, changes, schema and help all use."""

from __future__ import annotations

from fairlead.plan.entities.base import Entity, Hyperlink, Part, Source
from fairlead.plan.entities.calendar import Calendar, WorkingHours, WorkWeek
from fairlead.plan.entities.confidential import Confidential, DatedRate, Offer, Rates, Salary
from fairlead.plan.entities.correlation import Correlation
from fairlead.plan.entities.cost import Cost
from fairlead.plan.entities.decision import Decision
from fairlead.plan.entities.goal import Goal
from fairlead.plan.entities.meeting import Meeting
from fairlead.plan.entities.people import (
    Candidate,
    Changeover,
    Duty,
    Equipment,
    Material,
    Person,
    SetUp,
    Skilled,
    Supplier,
    Team,
)
from fairlead.plan.entities.risk import Action, Risk
from fairlead.plan.entities.scenario import Baseline, Scenario
from fairlead.plan.entities.settings import Budget, Levers, SchedulingOptions, Settings
from fairlead.plan.entities.stakeholder import Stakeholder
from fairlead.plan.entities.task import Assignment, Mode, Raci, Retry, Task
from fairlead.plan.entities.template import Template
from fairlead.plan.entities.uncertainty import DistributionName, History, Industry, RiskScales

KINDS: dict[str, type[Entity]] = {
    each.kind: each
    for each in (
        Settings,
        Calendar,
        Goal,
        Team,
        Person,
        Duty,
        Equipment,
        Material,
        Supplier,
        Candidate,
        Template,
        Task,
        Cost,
        Risk,
        Correlation,
        Decision,
        Stakeholder,
        Meeting,
        Scenario,
        Baseline,
        Rates,
        Salary,
        Offer,
    )
}
"""Every kind of entity, in the order in which a plan document names them."""

SECTIONS: dict[str, type[Entity]] = {each.section: each for each in KINDS.values() if each.section}
"""The list sections of the document and what stands in them."""

WORK = ("task", "goal", "decision", "risk", "meeting")
"""Kinds that share one space of ids: what links, goals and risks refer to."""

PARTIES = ("team", "person", "equipment", "material", "supplier", "candidate", "stakeholder")
"""Kinds that share the other space of ids: people and things."""

__all__ = [
    "KINDS",
    "PARTIES",
    "SECTIONS",
    "WORK",
    "Action",
    "Assignment",
    "Baseline",
    "Budget",
    "Calendar",
    "Candidate",
    "Changeover",
    "Confidential",
    "Correlation",
    "Cost",
    "DatedRate",
    "Decision",
    "DistributionName",
    "Duty",
    "Entity",
    "Equipment",
    "Goal",
    "History",
    "Hyperlink",
    "Industry",
    "Levers",
    "Material",
    "Meeting",
    "Mode",
    "Offer",
    "Part",
    "Person",
    "Raci",
    "Rates",
    "Retry",
    "Risk",
    "RiskScales",
    "Salary",
    "Scenario",
    "SchedulingOptions",
    "SetUp",
    "Settings",
    "Skilled",
    "Source",
    "Stakeholder",
    "Supplier",
    "Task",
    "Team",
    "Template",
    "WorkWeek",
    "WorkingHours",
]
