"""How commitments are read: words that bind, what is to be done, under which treaty, on what condition."""
