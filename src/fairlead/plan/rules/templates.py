"""Templates: what is used is there, and nothing contains itself."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error
from fairlead.plan.values.ids import suggest


def used_templates_exist(context: Context) -> Iterator[Finding]:
    """`use` names one of the plan's templates."""
    templates = context.plan.templates
    for task in context.having("use"):
        if task.use is not None and task.use not in templates:
            near = suggest(task.use, list(templates))
            remedy = f"Did you mean `{near}`?" if near else "Add it under `templates`"
            yield error(task, "use", "unknown-template", f"there is no template `{task.use}`", remedy)


def templates_end_somewhere(context: Context) -> Iterator[Finding]:
    """A template doesn't use itself, directly or through others."""
    uses = {
        template.id: {task.use for task in template.tasks if task.use}
        for template in context.plan.templates.values()
    }
    for id, template in context.plan.templates.items():
        reached, waiting = set[str](), list(uses[id])
        while waiting:
            used = waiting.pop()
            if used not in reached:
                reached.add(used)
                waiting.extend(uses.get(used, ()))
        if id in reached:
            yield error(template, "tasks", "template-cycle", "uses itself", "Remove one `use`")


RULES: tuple[Rule, ...] = (used_templates_exist, templates_end_somewhere)
