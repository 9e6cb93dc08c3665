"""What reaches a terminal."""

from __future__ import annotations

from fairlead.cli.screen import harmless


def test_plain_text_stays_as_it_is() -> None:
    text = "Prüfung 👩‍💻 → fertig\n\t3d\n"
    assert harmless(text) == text


def test_signs_that_move_the_cursor_or_turn_the_line_are_taken_out() -> None:
    assert (
        harmless("a\x1b[2Jb\x1b]0;title\x07c\rd\x9be\u202ef\x0bg")
        == "a\ufffd[2Jb\ufffd]0;title\ufffdc d\ufffdef g"
    )


def test_the_colours_of_the_command_line_stay() -> None:
    assert harmless("\x1b[31m\x1b[1mlate\x1b[0m") == "\x1b[31m\x1b[1mlate\x1b[0m"


def test_hidden_and_blinking_text_is_nobodys_colour() -> None:
    assert harmless("\x1b[8mhidden\x1b[0m") == "\ufffd[8mhidden\x1b[0m"
