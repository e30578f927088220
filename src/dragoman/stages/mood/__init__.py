"""Moods around an act, the parts of `outlook`: the act's own clause, the nouns it hangs on, and how moods add up."""
