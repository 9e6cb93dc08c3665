"""`fairlead schema`: the JSON Schema that gives completion and checking in an editor."""

from __future__ import annotations

import json

import click

from fairlead.cli.help import taught
from fairlead.cli.screen import say


@taught(
    "schema",
    ("fairlead schema > fairlead.schema.json", "write it beside your plans"),
    ("fairlead schema --shared", "of a file that plans include"),
    more=(
        "An editor with YAML support (VS Code, JetBrains, Neovim) completes and checks a plan that begins with the "
        "line `# yaml-language-server: $schema=fairlead.schema.json`."
    ),
    scenario=False,
)
@click.option("--shared", is_flag=True, help="Of a document that plans include: people and what they need.")
def command(shared: bool) -> None:
    """Print the schema."""
    from fairlead.plan.schema import json_schema, shared_schema

    say(json.dumps(shared_schema() if shared else json_schema(), indent=2, ensure_ascii=False))
