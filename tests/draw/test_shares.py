"""How shares and chances are written."""

from __future__ import annotations

from fairlead.draw.shares import percent


def test_neither_rare_nor_nearly_sure_is_called_never_or_always() -> None:
    shares = (0, 0.004, 0.01, 0.5, 0.99, 0.996, 1)
    assert [percent(each) for each in shares] == ["0%", "<1%", "1%", "50%", "99%", ">99%", "100%"]
