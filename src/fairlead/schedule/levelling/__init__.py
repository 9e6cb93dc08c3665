"""Schedules within the limits of people and things, generated in milliseconds."""

from __future__ import annotations
