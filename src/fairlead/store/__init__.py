"""What is kept beside a plan: what people agreed to."""

from __future__ import annotations
