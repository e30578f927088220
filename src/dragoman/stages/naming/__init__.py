"""Where names stand in a text and what they may stand for: the parts of the stage `mentions`."""
