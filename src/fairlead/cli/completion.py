"""`fairlead completion`: the script that lets the shell complete commands, plans and ids."""

from __future__ import annotations

import os
from pathlib import Path

import click

from fairlead.cli.help import taught
from fairlead.cli.screen import say
from fairlead.plan.errors import RequestError

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_FAIRLEAD_COMPLETE"


@taught(
    "completion",
    ('eval "$(fairlead completion bash)"', "in ~/.bashrc: completion in every new shell"),
    ('eval "$(fairlead completion zsh)"', "in ~/.zshrc"),
    ("fairlead completion fish > ~/.config/fish/completions/fairlead.fish", "for fish"),
    scenario=False,
)
@click.argument("shell", required=False, type=click.Choice(SHELLS))
def command(shell: str | None) -> None:
    """Print the completion script of a shell, the one in use where none is named."""
    say(script(shell or _shell_in_use()))


def script(shell: str) -> str:
    """Return the completion script of a shell."""
    from click.shell_completion import get_completion_class

    from fairlead.cli.main import cli

    found = get_completion_class(shell)
    if found is None:
        raise RequestError(f"there is no completion for {shell}; there is one for {', '.join(SHELLS)}")
    completion = found(cli, {}, "fairlead", _VARIABLE)
    # Not `source()`: for bash it starts a bash to ask its version, and warns about none being there.
    return completion.source_template % completion.source_vars()


def _shell_in_use() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name in SHELLS:
        return name
    raise RequestError(f"say which shell: fairlead completion {'|'.join(SHELLS)}")
