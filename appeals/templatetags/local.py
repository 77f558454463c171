"""Dates, numbers, lists and countries in the reader's language: ``{% load local %}``."""

from datetime import date, datetime

from django import template

from appeals import locales

register = template.Library()
register.filter("and_list", locales.and_list)
register.filter("local_number", locales.local_number)
register.filter("local_percent", locales.local_percent)


@register.filter
def long_date(day: date | None) -> str:
    """``{{ appeal.ended_on|long_date }}``; nothing where there is no day."""
    return locales.long_date(day) if day else ""


@register.filter
def clock_time(moment: datetime | None) -> str:
    """``{{ tip.received_on|clock_time }}``; nothing where there is no moment."""
    return locales.clock_time(moment) if moment else ""


@register.filter
def country_name(code: str) -> str:
    """``{{ "PL"|country_name }}``."""
    return locales.country_name(code)
