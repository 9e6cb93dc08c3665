"""Plain rows into bars and tables; knows no projects.

    chart.py            what a Gantt chart shows: rows, links, markers
    gantt_svg.py        the chart as a drawing          render.py   a drawing as PNG or PDF
    gantt_html.py       the chart as a page             gantt_terminal.py   the chart in characters
    tables.py           rows and columns for a terminal, a pipe, a spreadsheet, a page

Nothing is imported here, so that a command pays only for the picture it draws.
"""

from __future__ import annotations
