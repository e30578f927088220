"""How places are found and located: what stages/places.py is made of."""
