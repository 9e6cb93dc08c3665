"""The schema that editors take."""

from __future__ import annotations

import json

from fairlead.plan.schema import json_schema, shared_schema

from .conftest import Fairlead


def test_the_schema_is_printed_as_json(fairlead: Fairlead) -> None:
    assert json.loads(fairlead("schema").out) == json_schema()
    assert json.loads(fairlead("schema", "--shared").out) == shared_schema()
