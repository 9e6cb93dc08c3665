"""What says of somebody that they can lead projects: certificates in force, skills, a role."""

from __future__ import annotations

import re
from datetime import date

from fairlead.plan.entities import Candidate, Person
from fairlead.plan.values.certifications import Certification

CERTIFICATES = frozenset([
    "PMP", "PGMP", "PFMP", "CAPM", "PMI-ACP", "CSM", "A-CSM", "CSP-SM", "PSM", "PRINCE2", "IPMA", "MSP", "SAFE",
    "CHPP", "SCRUMMASTER",
])  # fmt: skip
"""Certificates that say somebody has learnt to lead projects, programmes or agile teams."""

_IN_WORDS = ("PROJECT MANAGEMENT PROFESSIONAL", "PROGRAM MANAGEMENT PROFESSIONAL", "SCRUM MASTER")
_SKILLS = frozenset([
    "leading", "leadership", "project-management", "programme-management", "program-management", "management",
    "scrum", "pm", "projektleitung",
])  # fmt: skip
_ROLES = (
    "project manager", "programme manager", "program manager", "project lead", "programme lead", "program lead",
    "technical lead", "scrum master", "delivery lead", "delivery manager", "engineering manager", "projektleit",
)  # fmt: skip


def is_for_leading(certificate: Certification) -> bool:
    """Tell whether a certificate is one for leading projects, by its letters or its name in full."""
    name = certificate.name.upper().replace("®", "")
    words = re.findall(r"[A-Z0-9][A-Z0-9-]*", name)
    return not CERTIFICATES.isdisjoint(words) or any(each in name for each in _IN_WORDS)


def for_leading(each: Person | Candidate) -> list[Certification]:
    """Return somebody's certificates for leading, in force or not."""
    return [one for one in map(Certification.parse, each.certifications) if is_for_leading(one)]


def certified(each: Person | Candidate, today: date) -> Certification | None:
    """Return the first of somebody's certificates for leading that holds on a day; None where none does."""
    return next((one for one in for_leading(each) if one.holds_on(today)), None)


def skills_of_leading(each: Person | Candidate) -> list[str]:
    """Return those of somebody's skills that are of leading."""
    return [skill for skill in each.skills if skill.casefold() in _SKILLS]


def has_role_of_leading(person: Person) -> bool:
    """Tell whether somebody's role is to lead."""
    return any(word in (person.role or "").casefold() for word in _ROLES)
