"""The archive for assistants: a server of the Model Context Protocol that reads, asks and quotes, and changes nothing.

`tools` is what an assistant can call, `telling` how answers are written for it, `server` puts them together. They need
the extra `mcp`; nothing else of dragoman imports this room but the command that starts it.
"""
