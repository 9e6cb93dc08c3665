"""Plain rows into bars and tables; knows no projects.

    chart.py            what a Gantt chart shows: rows, links, markers
    gantt_svg.py        the chart as a drawing          render.py   a drawing as PNG or PDF
    gantt_html.py       the chart as a page             gantt_terminal.py   the chart in characters
    histogram.py, scatter.py, tornado.py   odds as figures: what they show, with _svg and _terminal beside them
    figure.py           figures as one drawing or one page
    framing.py          the frame of all pages
    tables.py           rows and columns for a terminal, a pipe, a spreadsheet, a page

Nothing is imported here, so that a command pays only for the picture it draws.
"""

from __future__ import annotations
