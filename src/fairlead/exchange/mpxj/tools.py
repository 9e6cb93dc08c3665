"""Which tool wrote a file, by the name that MPXJ has for it."""

from __future__ import annotations

import re

_TOOLS = {
    "Microsoft": "msproject",
    "Microsoft Project Server": "msproject",
    "Primavera": "p6",
    "ConceptDraw PROJECT": "conceptdraw",
    "Deltek OpenPlan": "openplan",
    "Edraw Project": "edraw",
}


def tool_of(application: str | None) -> str:
    """Return the short name of a tool: what is known, else MPXJ's name for it in small letters."""
    if not application:
        return "mpxj"
    return _TOOLS.get(application) or re.sub(r"[^a-z0-9]+", "-", application.lower()).strip("-")
