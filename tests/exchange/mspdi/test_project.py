from __future__ import annotations

from tests.exchange.mspdi.projects import read, task


def test_the_head_of_a_plan() -> None:
    head = "<CurrencyCode>EUR</CurrencyCode><Author>Ana</Author><StatusDate>2027-02-01T17:00:00</StatusDate>"
    settings = read(head=head).plan.settings
    assert (settings.name, settings.currency, settings.fields) == ("Bridge", "EUR", {"Author": "Ana"})
    assert (str(settings.start), settings.finish) == ("2027-01-04 08:00", None)
    assert str(settings.status_date) == "2027-02-01 17:00"
    assert settings.calendar == "standard"


def test_options_of_microsoft_project() -> None:
    head = (
        "<MinutesPerDay>450</MinutesPerDay><MinutesPerWeek>2250</MinutesPerWeek><DaysPerMonth>19</DaysPerMonth>"
        "<HonorConstraints>1</HonorConstraints><CriticalSlackLimit>2</CriticalSlackLimit><DefaultStartTime>07:30:00</DefaultStartTime>"
        "<SplitsInProgressTasks>0</SplitsInProgressTasks><MoveCompletedEndsBack>1</MoveCompletedEndsBack>"
    )
    assert read(head=head).plan.settings.options.body() == {
        "preset": "msproject",
        "honour_constraints": "yes",
        "critical_float": "15h",
        "split_in_progress": "no",
        "move_completed_back": "yes",
        "minutes_per_day": "450",
        "minutes_per_week": "2250",
        "days_per_month": "19",
        "default_start": "07:30",
    }


def test_a_project_scheduled_from_its_finish_says_the_finish() -> None:
    text = "<ScheduleFromStart>0</ScheduleFromStart><FinishDate>2027-09-30T17:00:00</FinishDate>"
    from fairlead.exchange.mspdi import read_mspdi

    settings = read_mspdi(
        f"<Project><StartDate>2027-01-04T08:00:00</StartDate>{text}</Project>".encode()
    ).plan.settings
    assert (settings.schedule_from, settings.start, str(settings.finish)) == (
        "finish",
        None,
        "2027-09-30 17:00",
    )


def test_the_task_of_the_project_itself_is_no_task() -> None:
    plan = read(task(0, "Bridge over the Rhine", level=0, Notes="For the town"), task(1, "Weld")).plan
    assert list(plan.tasks) == ["weld"]
    assert plan.settings.note == "For the town"
