"""The database itself refuses to change or delete what may only be appended."""

from django.db import migrations

_TABLES = ("auditentry", "disposition", "grade", "handling")

_FUNCTION = """
CREATE FUNCTION moderation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
_CREATE = """
CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON moderation_{name}
    FOR EACH ROW EXECUTE FUNCTION moderation_refuse_change();
CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON moderation_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_refuse_change();
"""
_DROP = """
DROP TRIGGER {name}_append_only ON moderation_{name};
DROP TRIGGER {name}_no_truncate ON moderation_{name};
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_first_tables")]

    operations = [
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION moderation_refuse_change()"),
        *(
            migrations.RunSQL(_CREATE.format(name=name), _DROP.format(name=name))
            for name in _TABLES
        ),
    ]
