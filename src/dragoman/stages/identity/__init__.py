"""Who the candidates are: the parts of the stage `entities`."""
