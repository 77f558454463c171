"""What the database itself refuses: publishing without a release by a second person, changing what
was released, changing the record of it.
"""

from django.db import migrations, models

# Appeals that were public before releases were recorded have their approver's word and no hash.
GRANDFATHER = """
INSERT INTO appeals_approval (appeal_id, approver_id, round, approved_on, contents_sha256, checks)
SELECT id, approver_id, 0, published_on, repeat('0', 64),
       '{no_person,no_child,only_object,not_reversible,described}'
FROM appeals_appeal WHERE approver_id IS NOT NULL;
UPDATE appeals_rendition SET approval_id = approval.id, approved_sha256 = sha256
FROM appeals_crop crop, appeals_approval approval
WHERE public_key IS NOT NULL AND crop.id = crop_id AND approval.appeal_id = crop.appeal_id;
"""

CREATE = """
CREATE FUNCTION appeals_require_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.approver_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM appeals_appeal_editors
        WHERE appeal_id = NEW.id AND user_id = NEW.approver_id
    ) THEN
        RAISE EXCEPTION 'whoever worked on appeal % cannot approve it', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_approver_is_no_editor';
    END IF;
    IF NOT EXISTS (
        SELECT FROM appeals_approval
        WHERE appeal_id = NEW.id AND approver_id = NEW.approver_id AND round = NEW.round
    ) THEN
        RAISE EXCEPTION 'appeal % has no release by its approver', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_public_has_approval';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_requires_approval
    BEFORE INSERT OR UPDATE OF status, approver_id ON appeals_appeal
    FOR EACH ROW EXECUTE FUNCTION appeals_require_approval();

-- Each time approval is asked for is a round of its own, and a release belongs to one round.
CREATE FUNCTION appeals_count_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.round := OLD.round
        + (OLD.status = 'draft' AND NEW.status = 'awaiting_approval')::integer;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_counts_round BEFORE UPDATE ON appeals_appeal
    FOR EACH ROW EXECUTE FUNCTION appeals_count_round();
CREATE FUNCTION appeals_give_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT round INTO NEW.round FROM appeals_appeal WHERE id = NEW.appeal_id;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_has_round BEFORE INSERT ON appeals_approval
    FOR EACH ROW EXECUTE FUNCTION appeals_give_round();

-- What was public is never a draft again, and what was said when it ended stays.
CREATE FUNCTION appeals_refuse_way_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'appeal % was public, which cannot be undone', OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_goes_one_way';
END $$;
CREATE TRIGGER appeal_goes_one_way BEFORE UPDATE ON appeals_appeal
    FOR EACH ROW WHEN (
        OLD.status IN ('published', 'closed', 'withdrawn') AND (
            NEW.status IN ('draft', 'awaiting_approval')
            OR OLD.approver_id IS DISTINCT FROM NEW.approver_id
        )
        OR OLD.status IN ('closed', 'withdrawn') AND OLD.status = NEW.status AND (
            OLD.outcome, OLD.outcome_text, OLD.country_found
        ) IS DISTINCT FROM (NEW.outcome, NEW.outcome_text, NEW.country_found)
    ) EXECUTE FUNCTION appeals_refuse_way_back();
CREATE FUNCTION appeals_refuse_change_of_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'update % is public, so its words are fixed', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'update_words_are_fixed';
END $$;
CREATE TRIGGER update_words_are_fixed BEFORE UPDATE ON appeals_update
    FOR EACH ROW WHEN (
        OLD.published_on IS NOT NULL AND (
            OLD.text, OLD.outcome, OLD.country_found, OLD.appeal_id, OLD.author_id, OLD.approver_id
        ) IS DISTINCT FROM (
            NEW.text, NEW.outcome, NEW.country_found, NEW.appeal_id, NEW.author_id, NEW.approver_id
        )
    ) EXECUTE FUNCTION appeals_refuse_change_of_update();
CREATE TRIGGER update_stays BEFORE DELETE ON appeals_update
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL)
    EXECUTE FUNCTION appeals_refuse_change_of_update();

CREATE FUNCTION appeals_refuse_approver_as_editor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM appeals_appeal WHERE id = NEW.appeal_id AND approver_id = NEW.user_id
    ) THEN
        RAISE EXCEPTION 'whoever approved an appeal cannot work on it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_approver_is_no_editor';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER editor_is_not_approver
    BEFORE INSERT OR UPDATE ON appeals_appeal_editors
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_approver_as_editor();

-- Words of an appeal: fixed as soon as somebody was asked to approve them.
CREATE FUNCTION appeals_refuse_change_of_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'appeal % is no draft, so its words are fixed', OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_words_are_fixed';
END $$;
CREATE TRIGGER appeal_words_are_fixed BEFORE UPDATE ON appeals_appeal
    FOR EACH ROW WHEN (
        OLD.status <> 'draft' AND (
            OLD.code, OLD.title, OLD.question, OLD.known, OLD.ruled_out, OLD.kind, OLD.region,
            OLD.unit_id, OLD.scene_id, OLD.author_id
        ) IS DISTINCT FROM (
            NEW.code, NEW.title, NEW.question, NEW.known, NEW.ruled_out, NEW.kind, NEW.region,
            NEW.unit_id, NEW.scene_id, NEW.author_id
        )
    ) EXECUTE FUNCTION appeals_refuse_change_of_words();

-- Its pictures and what is said of them: the same.
CREATE FUNCTION appeals_require_draft(crop bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM appeals_crop JOIN appeals_appeal ON appeals_appeal.id = appeal_id
        WHERE appeals_crop.id = crop AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'the appeal of crop % is no draft, so its crops are fixed', crop
            USING ERRCODE = 'check_violation', CONSTRAINT = 'crop_is_fixed';
    END IF;
END $$;
CREATE FUNCTION appeals_refuse_change_of_crop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM appeals_appeal WHERE id = NEW.appeal_id AND status <> 'draft') THEN
            RAISE EXCEPTION 'appeal % is no draft, so its crops are fixed', NEW.appeal_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'crop_is_fixed';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM appeals_require_draft(OLD.id);
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER crop_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON appeals_crop
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_crop();
CREATE FUNCTION appeals_refuse_change_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM appeals_require_draft(OLD.crop_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM appeals_require_draft(NEW.crop_id);
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER croptext_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON appeals_croptext
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_part();
CREATE TRIGGER rendition_is_fixed BEFORE INSERT OR DELETE ON appeals_rendition
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_part();
-- Publishing and withdrawing set keys and releases; the bytes stay what they are.
CREATE TRIGGER rendition_bytes_are_fixed BEFORE UPDATE ON appeals_rendition
    FOR EACH ROW WHEN (
        (OLD.crop_id, OLD.size, OLD.media_type, OLD.private_key, OLD.sha256)
        IS DISTINCT FROM (NEW.crop_id, NEW.size, NEW.media_type, NEW.private_key, NEW.sha256)
    ) EXECUTE FUNCTION appeals_refuse_change_of_part();

-- A public file belongs to a release of this very appeal, and is never exchanged for another.
CREATE FUNCTION appeals_require_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.public_key IS NOT NULL OR NOT EXISTS (
        SELECT FROM appeals_approval approval
        JOIN appeals_appeal appeal ON appeal.id = approval.appeal_id
        JOIN appeals_crop crop ON crop.appeal_id = appeal.id
        WHERE approval.id = NEW.approval_id AND crop.id = NEW.crop_id
            AND approval.round = appeal.round
    ) THEN
        RAISE EXCEPTION 'rendition % has no release of its appeal', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rendition_approval_is_its_appeals';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rendition_approval_is_its_appeals BEFORE UPDATE ON appeals_rendition
    FOR EACH ROW WHEN (
        NEW.public_key IS NOT NULL AND OLD.public_key IS DISTINCT FROM NEW.public_key
    ) EXECUTE FUNCTION appeals_require_own_approval();

CREATE FUNCTION appeals_refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER approval_append_only BEFORE UPDATE OR DELETE ON appeals_approval
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_record();
-- Whoever had a hand in it had.
CREATE TRIGGER editors_append_only BEFORE UPDATE OR DELETE ON appeals_appeal_editors
    FOR EACH ROW EXECUTE FUNCTION appeals_refuse_change_of_record();
"""

DROP = """
DROP TRIGGER editors_append_only ON appeals_appeal_editors;
DROP TRIGGER approval_append_only ON appeals_approval;
DROP TRIGGER rendition_approval_is_its_appeals ON appeals_rendition;
DROP TRIGGER update_stays ON appeals_update;
DROP TRIGGER update_words_are_fixed ON appeals_update;
DROP TRIGGER appeal_goes_one_way ON appeals_appeal;
DROP TRIGGER approval_has_round ON appeals_approval;
DROP TRIGGER appeal_counts_round ON appeals_appeal;
DROP TRIGGER rendition_bytes_are_fixed ON appeals_rendition;
DROP TRIGGER rendition_is_fixed ON appeals_rendition;
DROP TRIGGER croptext_is_fixed ON appeals_croptext;
DROP TRIGGER crop_is_fixed ON appeals_crop;
DROP TRIGGER appeal_words_are_fixed ON appeals_appeal;
DROP TRIGGER editor_is_not_approver ON appeals_appeal_editors;
DROP TRIGGER appeal_requires_approval ON appeals_appeal;
DROP FUNCTION appeals_require_own_approval(), appeals_refuse_change_of_update(),
    appeals_refuse_way_back(), appeals_give_round(), appeals_count_round(),
    appeals_refuse_change_of_record(), appeals_refuse_change_of_part(),
    appeals_refuse_change_of_crop(), appeals_require_draft(bigint),
    appeals_refuse_change_of_words(), appeals_refuse_approver_as_editor(),
    appeals_require_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0007_approvals")]

    operations = [
        migrations.RunSQL(GRANDFATHER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('public_key', None), models.Q(('approval__isnull', False), ('approved_sha256', models.F('sha256'))), _connector='OR'), name='rendition_public_bytes_are_approved'),
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
