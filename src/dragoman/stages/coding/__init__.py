"""Event coding, the parts of the stage `events`: words -> triggers -> roles -> parties -> events."""
