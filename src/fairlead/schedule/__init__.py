"""Calendars, timeline, network, critical path, and why a task is where it is."""

from __future__ import annotations
