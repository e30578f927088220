"""Across reports: which claims are about the same event, which texts are copies, where sources contradict each other.

`seen` and `alike` are pure: what comparing needs of an event, and how alike two events are. `linking` finds what is
worth comparing and writes links; `occurrences` and `contradictions` answer from them. Nothing is merged away.
"""
