"""The only source of the present time, so that tests can hold it still."""

from datetime import date, datetime, timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(timezone.utc)


def today() -> date:
    """Return the present date in UTC, against which review dates are compared."""
    return now().date()
