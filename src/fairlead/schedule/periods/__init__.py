"""Projects whose people and things keep one calendar, so that everything is counted in whole periods.

problem        the resource-constrained project scheduling problem, and what a search answers
search         the way in: the best schedule within a time limit, and a bound on all of them
"""
