"""Projects whose people and things keep one calendar, so that everything is counted in whole periods.

problem        the resource-constrained project scheduling problem, and what a search answers
keeping        a schedule no longer than a known one that moves as few agreed starts as can be
search         the way in: the best schedule within a time limit, and a bound on all of them
"""
