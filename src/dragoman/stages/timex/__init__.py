"""How time expressions are found and read: the workings of the stage `times`."""
