"""Asking an archive: each question a function that takes a connection and gives nouns of `answers`.

`words` is the language of full-text searches, `who` finds the actors that a name means, `choosing` the claims that fit;
`telling` makes answers of them from the records themselves.
"""
