"""Every error that our own code raises.

BotError
├── ConfigError       a setting is missing or wrong; nothing starts
├── ContentError      a file under data/ cannot be used
├── NotAllowed        somebody who is not of the staff group tried a staff act
├── CaseConflict      the case is held by another, or is closed already
├── StoreBusy         the store can't be read or written just now
├── LeasesLost        another bridge may do now what this one thought it alone did
└── RasaUnavailable   Rasa did not answer in time, or not at all

Messages are for people: Spanish, one sentence, with the remedy.
"""


class BotError(Exception):
    """Base of all errors that this project raises."""


class ConfigError(BotError):
    """A setting is missing or wrong; the message names it and the remedy."""


class ContentError(BotError):
    """A file under data/ cannot be read or lacks something that is needed."""


class NotAllowed(BotError):
    """The person is not a member of the staff group."""


class CaseConflict(BotError):
    """The act does not fit the state of the case; the message says why."""


class StoreBusy(BotError):
    """The store could not be read or written: locked, full, or out of reach."""


class LeasesLost(BotError):
    """The connection that held this bridge's leases is gone; the bridge must stop."""


class RasaUnavailable(BotError):
    """Rasa gave no usable answer within the time that a child can wait."""
