"""Days and moments as an office writes them. Pure: who has a moment brings it to local time first."""

from datetime import date, datetime


def day(at: date) -> str:
    """2025年3月1日"""
    return f"{at.year}年{day_of_year(at)}"


def day_of_year(at: date) -> str:
    """3月1日, where the year goes without saying."""
    return f"{at.month}月{at.day}日"


def moment(at: datetime) -> str:
    """2025年3月1日 09:30"""
    return f"{day(at)} {at:%H:%M}"
