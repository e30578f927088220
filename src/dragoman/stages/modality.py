from dragoman.draft import Draft
from dragoman.knowledge import Knowledge


def modality(draft: Draft, knowledge: Knowledge) -> Draft:
    return draft
