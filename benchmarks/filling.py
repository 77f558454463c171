"""Many rows at once, by SQL and not through services: opened tips and leads.

Rows look like those that the services write: random ids, sealed bytes of a real tip's size, several
languages, most tips alike. Foreign keys are not checked while filling, only indexed.
"""

from .ground import Ground
from .sizes import SEALED_BYTES

_TIPS = """
SET session_replication_role = replica;
CREATE TEMPORARY TABLE fresh AS
    SELECT gen_random_uuid() AS id, number,
           (SELECT array_agg(id ORDER BY id) FROM appeals_appeal) AS appeals
    FROM generate_series(%(first)s, %(last)s) number;
INSERT INTO submissions_tip
    (id, appeal_id, sealed, sealed_sha256, receipt_lookup, received_on, state, attempts, progress)
SELECT id, appeals[1 + number %% cardinality(appeals)],
       decode(repeat(md5(number::text), %(sixteens)s), 'hex'),
       encode(sha256(number::text::bytea), 'hex'), sha256(('receipt' || number)::bytea),
       date_trunc('hour', now()), 'triaged', 1, 'waiting'
FROM fresh;
INSERT INTO moderation_cluster (appeal_id, size)
SELECT appeals[1 + number %% cardinality(appeals)], 10 FROM fresh WHERE number %% 10 = 0;
INSERT INTO moderation_triage
    (tip_id, appeal_id, unit_id, received_on, text, place, period, basis, page_language, language,
     language_confidence, places, fingerprint, cluster_id, match, resemblance, rank, rank_parts,
     state, claimed_by_id, claimed_until)
SELECT fresh.id, appeal.id, appeal.unit_id, date_trunc('hour', now()),
       'I have seen this pattern in a shop, it was about ' || 1990 + number %% 36
           || '. They sold paper and paste, and the owner told me that it came from a mill'
           || ' near the river. Shelf ' || number,
       'Gdańsk', '', 'saw', 'en',
       (array['en', 'pl', 'de', 'fr', 'es', 'ro', 'uk', 'ar'])[1 + number / 7 %% 8],
       0.9, '[{"name": "Gdańsk", "country": "PL", "start": 0, "end": 6, "kind": "city"}]',
       sha256((number / 5)::text::bytea), (SELECT max(id) FROM moderation_cluster) - number %% 50,
       'near', 0.8, number %% 100 * 7919 %% 100, '{"place": 20}',
       CASE WHEN number / 24 %% 3 = 0 THEN 'decided' ELSE 'awaiting' END, NULL, NULL
FROM fresh JOIN appeals_appeal appeal ON appeal.id = appeals[1 + number %% cardinality(appeals)];
DROP TABLE fresh;
"""

_LEADS = """
SET session_replication_role = replica;
INSERT INTO moderation_lead (code, appeal_id, unit_id, claim, made_by_id, made_on)
SELECT 'L-2026-B' || number, triage.appeal_id, triage.unit_id,
       'Sold in a shop in Gdańsk, "Papier & Farby", about ' || 1990 + number % 36
           || '; the maker may be a mill on the river (two tips say so).',
       person.id, now()
FROM (SELECT row_number() OVER () AS number, * FROM moderation_triage) triage,
     (SELECT id FROM appeals_user WHERE username = 'moderator') person;
INSERT INTO moderation_leadsupport (lead_id, triage_id, added_by_id, added_on)
SELECT lead.id, triage.tip_id, lead.made_by_id, now()
FROM (SELECT row_number() OVER (ORDER BY id) AS number, * FROM moderation_lead) lead
JOIN (SELECT row_number() OVER () AS number, tip_id FROM moderation_triage) triage USING (number);
INSERT INTO moderation_grade (lead_id, scheme, source, information, graded_by_id, graded_on)
SELECT id, 'europol-4x4', 'X', '2', made_by_id, now() FROM moderation_lead ORDER BY id;
INSERT INTO moderation_handling (lead_id, codes, restriction, set_by_id, set_on)
SELECT id, array['H0', 'H2'], '', made_by_id, now() FROM moderation_lead ORDER BY id;
"""


def fill_tips(ground: Ground, count: int) -> None:
    """Add opened tips until there are at least ``count``."""
    there = ground.number("SELECT count(*) FROM moderation_triage")
    if there < count:
        sixteens = SEALED_BYTES // 16
        ground.sql(_TIPS, {"first": there + 1, "last": count, "sixteens": sixteens})
        ground.sql("VACUUM ANALYZE")


def fill_leads(ground: Ground) -> int:
    """Add a lead for each opened tip, graded and with handling codes; how many."""
    ground.sql(_LEADS)
    ground.sql("VACUUM ANALYZE")
    return ground.number("SELECT count(*) FROM moderation_lead")
