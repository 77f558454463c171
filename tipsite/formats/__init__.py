"""Formats of dates where Django's own are not what visitors here expect."""
