"""Mistakes that stop the program. What is wrong with a *report* is never one of these: that is a `Problem`."""


class DragomanError(Exception):
    """Base of all errors that dragoman raises on purpose."""


class BadKnowledge(DragomanError):
    """A knowledge file breaks its own rules; the message names file, entry and reason."""


class ParserMissing(DragomanError):
    """The language model that the parser needs is not installed."""


class ModelMissing(DragomanError):
    """The trained model cannot be run; the message says why, and what to install."""


class BadRecord(DragomanError):
    """A stored record does not have the shape of the record format."""


class BadArchive(DragomanError):
    """The archive cannot be opened or used; the message says why and what to do."""


class ArchiveLocked(BadArchive):
    """Somebody else is writing to the archive and did not finish in time."""


class ArchiveFull(BadArchive):
    """There is no room left on the archive's disk; what was acknowledged is kept."""


class NewerArchive(BadArchive):
    """The archive was written by a newer dragoman than this one."""


class BadQuestion(DragomanError, ValueError):
    """What is asked of the archive cannot be understood, or names nobody it knows."""


class ExtraMissing(DragomanError):
    """A feature needs an optional package; the message names the extra to install."""


class BadDate(DragomanError, ValueError):
    """A date is not written as an ISO date."""


class Unreadable(DragomanError):
    """A report cannot be taken in; the message says what it is instead and what to do.

    Raised by `ingest` alone. `reading` turns it into a Problem, so that no user of the library meets it.
    """
