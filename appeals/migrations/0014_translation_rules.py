"""What the database itself refuses of translations: changing words that somebody was asked to
release, leaving parts out, going another way than from draft to public.
"""

from django.db import migrations

CREATE = r"""
CREATE FUNCTION appeals_keep_translation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'translation % is no draft, so it stays', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_words_are_fixed';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a translation starts as a draft'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_goes_one_way';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'draft'), ('draft', 'awaiting_release'),
        ('awaiting_release', 'awaiting_release'), ('awaiting_release', 'draft'),
        ('awaiting_release', 'public'), ('public', 'public'), ('public', 'ended'), ('ended', 'ended')
    ) THEN
        RAISE EXCEPTION 'translation % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_goes_one_way';
    END IF;
    IF (OLD.appeal_id, OLD.language) IS DISTINCT FROM (NEW.appeal_id, NEW.language)
        OR NOT NEW.writers @> OLD.writers
        OR OLD.state <> 'draft' AND (
            OLD.title, OLD.question, OLD.known, OLD.ruled_out, OLD.original_sha256
        ) IS DISTINCT FROM (
            NEW.title, NEW.question, NEW.known, NEW.ruled_out, NEW.original_sha256
        )
        OR OLD.state IN ('public', 'ended') AND (
            OLD.writers, OLD.approver_id, OLD.released_on, OLD.contents_sha256
        ) IS DISTINCT FROM (
            NEW.writers, NEW.approver_id, NEW.released_on, NEW.contents_sha256
        )
    THEN
        RAISE EXCEPTION 'the words of translation % are fixed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_words_are_fixed';
    END IF;
    IF OLD.state = 'draft' AND NEW.state = 'awaiting_release' AND EXISTS (
        SELECT FROM appeals_crop crop WHERE crop.appeal_id = NEW.appeal_id AND NOT EXISTS (
            SELECT FROM appeals_croptext told
            WHERE told.translation_id = NEW.id AND told.crop_id = crop.id AND told.alt_text ~ '\S'
        )
    ) THEN
        RAISE EXCEPTION 'translation % lacks the description of a crop', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_describes_every_crop';
    END IF;
    IF OLD.state <> 'public' AND NEW.state = 'public' AND NOT EXISTS (
        SELECT FROM appeals_appeal WHERE id = NEW.appeal_id AND status IN ('published', 'closed')
    ) THEN
        RAISE EXCEPTION 'the appeal of translation % is not public', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_appeal_is_public';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER translation_is_kept BEFORE INSERT OR UPDATE OR DELETE ON appeals_translation
    FOR EACH ROW EXECUTE FUNCTION appeals_keep_translation();

-- Its parts: fixed with it, and of its own appeal.
CREATE FUNCTION appeals_require_draft_translation(translation bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM appeals_translation WHERE id = translation AND state <> 'draft') THEN
        RAISE EXCEPTION 'the words of translation % are fixed', translation
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_words_are_fixed';
    END IF;
END $$;
CREATE FUNCTION appeals_keep_part_of_translation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_own boolean;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM appeals_require_draft_translation(OLD.translation_id);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM appeals_require_draft_translation(NEW.translation_id);
    IF TG_TABLE_NAME = 'appeals_croptext' THEN
        SELECT EXISTS (
            SELECT FROM appeals_translation whole JOIN appeals_crop crop
                ON crop.appeal_id = whole.appeal_id
            WHERE whole.id = NEW.translation_id AND crop.id = NEW.crop_id
        ) INTO is_own;
    ELSE
        SELECT EXISTS (
            SELECT FROM appeals_translation whole JOIN appeals_update entry
                ON entry.appeal_id = whole.appeal_id
            WHERE whole.id = NEW.translation_id AND entry.id = NEW.update_id
                AND entry.published_on IS NOT NULL
        ) INTO is_own;
    END IF;
    IF NOT is_own THEN
        RAISE EXCEPTION 'translation % is of another appeal', NEW.translation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_part_is_its_appeals';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER croptext_is_kept BEFORE INSERT OR UPDATE OR DELETE ON appeals_croptext
    FOR EACH ROW EXECUTE FUNCTION appeals_keep_part_of_translation();
CREATE TRIGGER updatetext_is_kept BEFORE INSERT OR UPDATE OR DELETE ON appeals_updatetext
    FOR EACH ROW EXECUTE FUNCTION appeals_keep_part_of_translation();
"""

DROP = """
DROP TRIGGER updatetext_is_kept ON appeals_updatetext;
DROP TRIGGER croptext_is_kept ON appeals_croptext;
DROP TRIGGER translation_is_kept ON appeals_translation;
DROP FUNCTION appeals_keep_part_of_translation(), appeals_require_draft_translation(bigint),
    appeals_keep_translation();
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0013_translations")]

    operations = [migrations.RunSQL(CREATE, DROP)]
