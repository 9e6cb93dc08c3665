"""Role descriptions that can be sent as they are."""

from __future__ import annotations

from fairlead.draw.document import to_html, to_markdown
from fairlead.outsource.lacking import needs_of
from fairlead.outsource.leading import leading
from fairlead.outsource.roles import Role, lead_role_of, role_of
from fairlead.outsource.solving import solved
from tests.outsource.plans import BOTH, LUCK, NAMED, NOBODY, TWO, the_need
from tests.plans import a_plan

RICH = TWO.replace(
    "people:",
    "calendar: {zone: Europe/Berlin}\nlevers: {regions: [EU]}\nequipment: [{id: rig, name: Test rig}]\npeople:",
).replace("needs: [fw >= 2]}", "needs: [fw >= 2, rig], unproven: yes, accept: [It turns]}", 1)


def text_of(role: Role) -> str:
    return to_markdown(role.title, role.blocks)


def test_a_role_names_the_work_with_dates_and_effort() -> None:
    plan = a_plan(TWO)
    text = text_of(role_of(plan, the_need(plan)))

    assert text.startswith("# Fw for P\n")
    assert any(f"| {task} | Mon 4 Jan 2027 | Fri 15 Jan 2027 | 80 h |" in text for task in "AB")
    assert "fw at level 2 or more" in text


def test_rates_stay_out_unless_they_are_asked_for() -> None:
    plan = a_plan(TWO)
    need = the_need(plan)

    assert "an hour" not in text_of(role_of(plan, need))
    # From what Ana costs to what it is worth.
    assert need.rate is not None
    assert f"a rate from EUR 80 to EUR {need.rate:.0f} an hour" in text_of(
        role_of(plan, need, with_rates=True)
    )


def test_nothing_confidential_is_in_a_role() -> None:
    plan = a_plan(TWO)
    text = text_of(role_of(plan, the_need(plan)))

    assert not any(word in text for word in ("5000", "5,000", "Ana", "Carol", "EUR"))


def test_what_is_asked_for_is_drawn_from_the_work() -> None:
    plan = a_plan(RICH)
    text = text_of(role_of(plan, the_need(plan)))

    must, _, rest = text.partition("## Must have")[2].partition("## Nice to have")
    nice, _, choice = rest.partition("## How we choose")
    assert "based in EU" in must
    assert "works during the day of the team (Europe/Berlin)" in nice
    assert "Hours together with the team" in choice


def test_weights_add_up_to_all() -> None:
    for text in (TWO, NAMED, RICH):
        plan = a_plan(text)
        role = text_of(role_of(plan, the_need(plan)))
        weights = [int(row.split("|")[2].strip(" %")) for row in role.splitlines() if row.endswith("% |")]
        assert sum(weights) == 100


def test_a_role_beside_somebody_does_not_name_them() -> None:
    plan = a_plan(NAMED)
    role = role_of(plan, the_need(plan))

    assert role.name == "Fw and hw"
    assert "Ana" not in text_of(role)


def test_work_that_nobody_can_do_is_the_reason() -> None:
    plan = a_plan(NOBODY.replace("  - {id: w, name: Weld it, estimate: 5d, needs: [weld], after: [a]}\n", ""))

    assert "has work that nobody in the team can do: Paint it." in text_of(role_of(plan, the_need(plan)))


def test_a_lead_is_sought_for_the_goals_and_the_field() -> None:
    plan = a_plan(TWO.replace("skills: {fw: 3}", "skills: {fw: 3}, count: 2"))
    base = solved(plan, LUCK)
    assert base is not None
    gap = leading(plan, base, LUCK)
    assert gap is not None
    text = text_of(lead_role_of(plan, gap))

    assert "# Technical project manager for P" in text
    assert "by Fri 15 Jan 2027" in text
    assert "judges estimates and risks in fw" in text
    assert "PMP, PgMP, PMI-ACP, CSM, PRINCE2" in text


def test_names_from_the_plan_are_text_in_a_page() -> None:
    plan = a_plan(TWO.replace("name: A,", 'name: "<script>a</script>",'))
    role = role_of(plan, the_need(plan))

    assert "<script>a" not in to_html(role.title, "P", role.blocks)


def test_languages_and_levels_mean_something_to_those_outside() -> None:
    plan = a_plan(TWO.replace("name: Ana,", "name: Ana, language: de-AT,"))
    text = text_of(role_of(plan, the_need(plan)))

    assert "- speaks German\n" in text
    assert "- fw at level 2 or more (the best here have level 3)\n" in text


def test_a_role_of_leading_counts_only_what_there_is() -> None:
    plan = a_plan(TWO.replace("skills: {fw: 3}", "skills: {fw: 3}, count: 2"))
    base = solved(plan, LUCK)
    assert base is not None
    gap = leading(plan, base, LUCK)
    assert gap is not None
    role = lead_role_of(plan, gap)

    assert role.name == "Project manager"
    assert "- 3 open tasks, 2 people\n" in text_of(role)


def test_a_role_that_helps_only_together_says_so_and_names_nobody() -> None:
    plan = a_plan(BOTH)
    _, needs = needs_of(plan, LUCK)
    text = text_of(role_of(plan, next(need for need in needs if need.skill == "fw")))

    assert (
        "With one more for fw, together with others who are sought too, P is done 10 working days earlier"
        in text
    )
    assert "| b | Mon 4 Jan 2027 | Fri 15 Jan 2027 | 80 h |" in text


def test_a_role_in_a_team_keeps_its_name() -> None:
    teams = "teams: [{id: core, name: Core}]\npeople: [{id: ana, team: core,"
    plan = a_plan(NAMED.replace("people: [{id: ana,", teams).replace("who: [ana]", "needs: [core]"))

    assert "\nWith one more in Core, P is done 10 working days earlier." in text_of(
        role_of(plan, the_need(plan))
    )
