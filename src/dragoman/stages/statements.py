from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def statements(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
