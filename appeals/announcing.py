"""Telling web processes that what visitors see has changed: which tables shape public pages, and
the triggers on them. Who listens is not this module's business.

Whoever adds a table to this app says on which side of ``SHAPE_PUBLIC_PAGES`` it is (a test asks),
and gives it its triggers in a migration: ``announce_changes("appeals_…")``.
"""

from typing import Final

from django.db.migrations import RunSQL

CHANNEL: Final = "tipsite_published"

# By model name, in small letters.
SHAPE_PUBLIC_PAGES: Final = frozenset(
    {"appeal", "crop", "croptext", "presskit", "rendition", "scene", "statisticssnapshot"}
    | {"translation", "unit", "update"}
)
SHAPE_NO_PUBLIC_PAGE: Final = frozenset(
    {"appeal_editors", "approval", "showing", "shownrendition", "updatetext", "user"}
    | {"user_groups", "user_units", "user_user_permissions"}
)

_EVENTS: Final = {
    "insert": "NEW TABLE AS fresh",
    "update": "OLD TABLE AS former NEW TABLE AS fresh",
    "delete": "OLD TABLE AS former",
}
# The message is delivered when the transaction commits, once however often it was given.
_FUNCTION: Final = """
CREATE FUNCTION {table}_announce() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_shown boolean := FALSE;
BEGIN
    -- Apart, because a statement that names rows which the event has not would fail.
    IF TG_OP <> 'DELETE' THEN
        is_shown := EXISTS (SELECT FROM fresh AS changed WHERE {shown_if});
    END IF;
    IF TG_OP <> 'INSERT' AND NOT is_shown THEN
        is_shown := EXISTS (SELECT FROM former AS changed WHERE {shown_if});
    END IF;
    IF is_shown THEN
        PERFORM pg_notify('{channel}', '');
    END IF;
    {more}
    RETURN NULL;
END $$;
"""
_TRIGGER: Final = """
CREATE TRIGGER {table}_announces_{event} AFTER {event} ON {table} REFERENCING {rows}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_announce();
"""


def announce_changes(table: str, *, shown_if: str = "TRUE", more: str = "") -> RunSQL:
    """Have changes of a table told to whoever listens, once a transaction.

    Args:
        shown_if: SQL condition on a row called ``changed``: whether visitors see anything of it.
        more: PL/pgSQL statements to run after each change; rows are in ``former`` and ``fresh``.
    """
    create = _FUNCTION.format(table=table, shown_if=shown_if, more=more, channel=CHANNEL)
    for event, rows in _EVENTS.items():
        create += _TRIGGER.format(table=table, event=event, rows=rows)
    # Its triggers go with it.
    return RunSQL(create, f"DROP FUNCTION {table}_announce() CASCADE")
