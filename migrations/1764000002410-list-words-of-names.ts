import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names are searched by their words: few thousand words are looked through instead of every name of an office, and whoever bears
 *  one is read from one index, newest first. */
export class ListWordsOfNames1764000002410 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await createTables(db);
    await keepThemInStep(db);
    await db.query(`SELECT auth.list_names(NULL)`);
    await addIndexes(db);
    await findWords(db);
    await findPeople(db);
    await listPeople(db);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

async function createTables(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE name_word (
      cycle_id     uuid NOT NULL,
      candidate_id uuid NOT NULL,
      at           smallint NOT NULL,
      is_merged    boolean NOT NULL,
      regency_code text COLLATE "C" NOT NULL,
      area_code    text COLLATE "C" NOT NULL,
      word         text COLLATE "C" NOT NULL,
      name_key     text COLLATE "C" NOT NULL
    ) WITH (autovacuum_vacuum_insert_scale_factor = 0.02)`);
  await db.query(
    `COMMENT ON TABLE name_word IS 'Each word of each name, for the search: written by triggers, read by auth.people_named alone. [personal]'`,
  );
  await db.query(`COMMENT ON COLUMN name_word.cycle_id IS 'The current cycle of the file, or of the file that goes on for a merged one.'`);
  await db.query(`COMMENT ON COLUMN name_word.at IS 'Where the word begins in the name, counted from 1.'`);
  // A word may stand here twice or after its last bearer is gone: so nobody who registers ever waits for another.
  await db.query(`CREATE TABLE area_word (area_code text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL)`);
  await db.query(`COMMENT ON TABLE area_word IS 'Words that occur in names of a regency, and of a province. [personal]'`);
  for (const table of ['name_word', 'area_word']) {
    await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
  }
}

async function addIndexes(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE INDEX name_word_index ON name_word (regency_code, word, is_merged, cycle_id) INCLUDE (at, area_code, name_key)`);
  await db.query(`
    CREATE INDEX name_word_order_index ON name_word (regency_code, name_key, cycle_id) INCLUDE (area_code) WHERE at = 1 AND NOT is_merged`);
  await db.query(`CREATE INDEX name_word_merged_index ON name_word (regency_code, word) WHERE is_merged`);
  await db.query(`CREATE INDEX name_word_candidate_index ON name_word (candidate_id)`);
  await db.query(`CREATE INDEX area_word_index ON area_word (area_code, word)`);
  await db.query(
    `CREATE INDEX area_word_trigram_index ON area_word USING gin (area_code, word gin_trgm_ops) WITH (gin_pending_list_limit = 64)`,
  );
}

/** The words of these people, written down; a word that is new in its regency or province is added there. */
const written = (people: string): string => `
  WITH told AS (
    INSERT INTO public.name_word (cycle_id, candidate_id, at, is_merged, regency_code, area_code, word, name_key)
    SELECT f.cycle_id, f.id, strpos(' ' || f.name_key || ' ', ' ' || w.word || ' '), f.is_merged, left(f.area_code, 5), f.area_code, w.word, f.name_key
      FROM (${people}) f
      CROSS JOIN LATERAL unnest(string_to_array(f.name_key || ' ', ' ')) WITH ORDINALITY AS w (word, n)
     WHERE (w.word <> '' OR f.name_key = '' AND w.n = 1) AND array_position(string_to_array(f.name_key || ' ', ' '), w.word) = w.n
    RETURNING name_word.regency_code, name_word.word)
  INSERT INTO public.area_word (area_code, word)
  SELECT DISTINCT p.code, t.word
    FROM told t
    CROSS JOIN LATERAL (VALUES (t.regency_code), (left(t.regency_code, 2))) p (code)
   WHERE NOT EXISTS (SELECT FROM public.area_word k WHERE k.area_code = p.code AND k.word = t.word)`;

async function keepThemInStep(db: QueryRunner): Promise<void> {
  // A merged file is found under its own name too, and leads to the one that goes on.
  await db.query(`
    CREATE FUNCTION auth.list_names(people uuid[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      -- Whoever renames somebody and whoever opens a cycle for the same person come here one after the other.
      files uuid[] := ARRAY(SELECT c.id FROM public.candidate c WHERE c.id = ANY (people) OR c.merged_into = ANY (people) ORDER BY c.id FOR NO KEY UPDATE);
    BEGIN
      DELETE FROM public.name_word n WHERE n.candidate_id = ANY (files || people);
      ${written(`
        SELECT c.id, p.id AS cycle_id, c.name_key, c.area_code, c.merged_into IS NOT NULL AS is_merged
          FROM public.candidate c
          JOIN public.placement_cycle p ON p.candidate_id = coalesce(c.merged_into, c.id) AND p.is_current
         WHERE people IS NULL OR c.id = ANY (files)`)};
    END $$`);
  await db.query(`REVOKE EXECUTE ON FUNCTION auth.list_names FROM PUBLIC`);
  // A plan made while the tables were small would go through them row by row under the next large import.
  await db.query(`
    CREATE FUNCTION list_names_of_cycles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        PERFORM auth.list_names(ARRAY[OLD.candidate_id, NEW.candidate_id]);
      ELSIF TG_OP = 'DELETE' THEN
        PERFORM auth.list_names(ARRAY(SELECT DISTINCT g.candidate_id FROM gone g));
      ELSIF EXISTS (SELECT FROM added a WHERE a.cycle_no > 1) THEN
        PERFORM auth.list_names(ARRAY(SELECT DISTINCT a.candidate_id FROM added a));
      ELSE
        ${written(`
          SELECT c.id, a.id AS cycle_id, c.name_key, c.area_code, false AS is_merged
            FROM added a JOIN public.candidate c ON c.id = a.candidate_id WHERE a.is_current`)};
      END IF;
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER placement_cycle_names_added AFTER INSERT ON placement_cycle REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION list_names_of_cycles()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_names_removed AFTER DELETE ON placement_cycle REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION list_names_of_cycles()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_names_changed AFTER UPDATE ON placement_cycle FOR EACH ROW
    WHEN (OLD.is_current IS DISTINCT FROM NEW.is_current OR OLD.candidate_id IS DISTINCT FROM NEW.candidate_id)
    EXECUTE FUNCTION list_names_of_cycles()`);
  await db.query(`
    CREATE FUNCTION list_names_of_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    BEGIN
      PERFORM auth.list_names(ARRAY[NEW.id]);
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER candidate_names_changed AFTER UPDATE ON candidate FOR EACH ROW
    WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key OR OLD.area_code IS DISTINCT FROM NEW.area_code OR OLD.merged_into IS DISTINCT FROM NEW.merged_into)
    EXECUTE FUNCTION list_names_of_person()`);
}

async function findWords(db: QueryRunner): Promise<void> {
  // Fewer than three letters have no trigram; the trigram index would be read from end to end.
  await db.query(`
    CREATE FUNCTION auth.words_with(place text, forms text[]) RETURNS text[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = on AS $$
    DECLARE
      patterns text[] := ARRAY(SELECT '%' || form || '%' FROM unnest(forms) AS form);
    BEGIN
      IF EXISTS (SELECT FROM unnest(forms) AS form WHERE length(form) < 3) THEN
        RETURN ARRAY(SELECT DISTINCT w.word FROM public.area_word w WHERE w.area_code = place AND (w.word || '') LIKE ANY (patterns));
      END IF;
      RETURN ARRAY(SELECT DISTINCT w.word FROM public.area_word w WHERE w.area_code = place AND w.word LIKE ANY (patterns));
    END $$`);
  await db.query(`
    CREATE FUNCTION auth.words_matching(place text, pattern text) RETURNS text[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = on AS $$
    BEGIN
      RETURN ARRAY(SELECT DISTINCT w.word FROM public.area_word w WHERE w.area_code = place AND w.word ~ pattern);
    END $$`);
  // The forty words most like each of the words; and two words that are the word when written as one (Nur Hayati for Nurhayati).
  // A word of three to six letters has too few trigrams in common after one slip, so there one letter may be wrong, missing or too many.
  await db.query(`
    CREATE FUNCTION auth.words_like(place text, words text[], swapped text[])
    RETURNS TABLE (part bigint, word text, likeness real, beside text)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = on SET pg_trgm.word_similarity_threshold = 0.45 AS $$
    BEGIN
      RETURN QUERY
      SELECT q.part, w.word, w.likeness, NULL
        FROM (SELECT a.word, a.swap, a.part,
                     (SELECT '^(' || string_agg(left(a.word, n - 1) || '(.?|' || substr(a.word, n, 1) || '.|.' || substr(a.word, n, 1) || ')' || substr(a.word, n + 1), '|') || ')$'
                        FROM generate_series(1, length(a.word)) n) AS slip
                FROM unnest(words, swapped) WITH ORDINALITY AS a (word, swap, part)) q
        CROSS JOIN LATERAL (
          SELECT f.word, max(f.likeness)::real AS likeness
            FROM (SELECT k.word, greatest(public.word_similarity(q.word, k.word), CASE WHEN k.word ~ q.swap THEN 0.9 ELSE 0 END) AS likeness
                    FROM public.area_word k
                   WHERE k.area_code = place AND (k.word OPERATOR(public.%>) q.word OR k.word ~ q.swap)
                  UNION ALL
                  SELECT k.word, 0.7
                    FROM public.area_word k
                   WHERE k.area_code = place AND length(q.word) BETWEEN 3 AND 6 AND length(k.word) BETWEEN length(q.word) - 1 AND length(q.word) + 1
                     AND (k.word || '') ~ q.slip) f
           GROUP BY f.word
           ORDER BY 2 DESC, 1
           LIMIT 40) w
      UNION ALL
      SELECT q.part, CASE WHEN length(s.one) > length(s.other) THEN s.one ELSE s.other END, public.word_similarity(q.word, s.one || ' ' || s.other), s.one || ' ' || s.other
        FROM unnest(words) WITH ORDINALITY AS q (word, part)
        CROSS JOIN LATERAL (SELECT left(q.word, n), substr(q.word, n + 1) FROM generate_series(2, length(q.word) - 2) n) s (one, other)
        CROSS JOIN LATERAL (SELECT FROM public.area_word k WHERE k.area_code = place AND k.word = s.one LIMIT 1) first_known
        CROSS JOIN LATERAL (SELECT FROM public.area_word k WHERE k.area_code = place AND k.word = s.other LIMIT 1) second_known;
    END $$`);
  for (const name of ['words_with', 'words_matching', 'words_like']) await db.query(`REVOKE EXECUTE ON FUNCTION auth.${name} FROM PUBLIC`);
}

/** The wanted area as far as it is the caller's own, with its regencies; narrower than a regency it is told apart. */
const OWN_AREA = `
      own       text := auth.current_area();
      within    text := CASE WHEN wanted_area IS NULL OR starts_with(own, wanted_area || '.') THEN own
                             WHEN wanted_area = own OR starts_with(wanted_area, own || '.') THEN wanted_area END;
      place     text := left(within, 5);
      narrow    text := CASE WHEN length(within) > 5 THEN within END;
      regencies text[] := CASE WHEN length(within) = 2 THEN within || ARRAY(SELECT a.code FROM public.area a WHERE a.parent_code = within) ELSE ARRAY[place] END;`;
const IN_AREA = `(narrow IS NULL OR (n.area_code >= narrow AND n.area_code < narrow || '/'))`;
const OTHERS = `(is_alone OR (n.name_key LIKE ALL (other_patterns) AND n.name_key ~ ALL (other_regexes)))`;
// Of several fitting words of one name the first one counts.
const ONCE = `(is_one OR n.at = 1 OR NOT left(n.name_key, n.at - 1) LIKE ANY (patterns))`;

async function findPeople(db: QueryRunner): Promise<void> {
  await db.query(`DROP FUNCTION auth.people_named`);
  await db.query(`DROP INDEX candidate_place_name_index`);
  // Three looks, each only when the one before found nobody: who is named so, whose name has two letters swapped, whose name is like it.
  // All plans are kept: planning anew would cost more than most searches.
  await db.query(`
    CREATE FUNCTION auth.people_named(wanted_area text, parts text[], swapped text[], words text[], also_near boolean, before uuid, at_most integer)
    RETURNS TABLE (cycle_id uuid, name_key text, nearness integer, total integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
    SET enable_hashjoin = off SET enable_mergejoin = off SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
    #variable_conflict use_column
    DECLARE
      ${OWN_AREA}
      -- The longest part has the fewest bearers; the others are looked for in their names.
      lead      integer := (SELECT p.n FROM unnest(parts) WITH ORDINALITY AS p (part, n)
                             ORDER BY (SELECT min(length(form)) FROM string_to_table(p.part, '|') AS form) DESC, p.n LIMIT 1);
      forms     text[] := string_to_array(parts[lead], '|');
      patterns  text[] := ARRAY(SELECT '%' || form || '%' FROM unnest(forms) AS form);
      is_alone  boolean := cardinality(parts) = 1;
      other_patterns text[] := ARRAY(SELECT '%' || p.part || '%' FROM unnest(parts) WITH ORDINALITY AS p (part, n) WHERE p.n <> lead AND strpos(p.part, '|') = 0);
      other_regexes  text[] := ARRAY(SELECT p.part FROM unnest(parts) WITH ORDINALITY AS p (part, n) WHERE p.n <> lead AND strpos(p.part, '|') > 0);
      held      text[];
      is_one    boolean;
      upto      uuid := coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
      counted   integer;
    BEGIN
      IF within IS NULL OR lead IS NULL THEN
        RETURN;
      END IF;
      IF NOT also_near THEN
        held := auth.words_with(place, forms);
        is_one := cardinality(held) = 1;
        IF EXISTS (SELECT FROM public.name_word n WHERE n.is_merged AND n.regency_code = ANY (regencies) AND n.word = ANY (held)) THEN
          RETURN QUERY
          WITH found AS MATERIALIZED (
            SELECT DISTINCT ON (n.cycle_id) n.cycle_id, n.name_key
              FROM public.name_word n
             WHERE n.regency_code = ANY (regencies) AND n.word = ANY (held) AND ${OTHERS} AND ${IN_AREA}
             ORDER BY n.cycle_id, n.is_merged, n.name_key)
          SELECT f.cycle_id, f.name_key, NULL::integer, t.total
            FROM (SELECT count(*)::integer AS total FROM found) t
            LEFT JOIN LATERAL (SELECT c.cycle_id, c.name_key FROM found c WHERE c.cycle_id < upto ORDER BY c.cycle_id DESC LIMIT at_most) f ON true
           WHERE t.total > 0;
          IF FOUND THEN
            RETURN;
          END IF;
        ELSIF cardinality(held) > 0 THEN
          SELECT count(*) INTO counted
            FROM public.name_word n
           WHERE NOT n.is_merged AND n.regency_code = ANY (regencies) AND n.word = ANY (held) AND ${ONCE} AND ${OTHERS} AND ${IN_AREA};
          IF counted > 0 THEN
            IF at_most IS NULL THEN
              RETURN QUERY
              SELECT n.cycle_id, n.name_key, NULL::integer, counted
                FROM public.name_word n
               WHERE NOT n.is_merged AND n.regency_code = ANY (regencies) AND n.word = ANY (held) AND ${ONCE} AND ${OTHERS} AND ${IN_AREA};
            ELSE
              -- Each word's newest few, merged: each is read in the order of the index and stops early.
              RETURN QUERY
              SELECT newest.cycle_id, newest.name_key, NULL::integer, counted
                FROM unnest(regencies) AS r (code)
                CROSS JOIN unnest(held) AS w (word)
                CROSS JOIN LATERAL (
                  SELECT n.cycle_id, n.name_key
                    FROM public.name_word n
                   WHERE NOT n.is_merged AND n.regency_code = r.code AND n.word = w.word AND n.cycle_id < upto AND ${ONCE} AND ${OTHERS} AND ${IN_AREA}
                   ORDER BY n.cycle_id DESC
                   LIMIT at_most) newest
               ORDER BY newest.cycle_id DESC
               LIMIT at_most;
              IF NOT FOUND THEN
                RETURN QUERY SELECT NULL::uuid, NULL::text, NULL::integer, counted;
              END IF;
            END IF;
            RETURN;
          END IF;
        END IF;
        held := auth.words_matching(place, swapped[lead]);
        IF cardinality(held) > 0 THEN
          other_patterns := '{}';
          other_regexes := ARRAY(SELECT s.pattern FROM unnest(swapped) WITH ORDINALITY AS s (pattern, n) WHERE s.n <> lead);
          RETURN QUERY
          SELECT f.cycle_id, f.name_key, (row_number() OVER (ORDER BY f.cycle_id DESC))::integer, (count(*) OVER ())::integer
            FROM (SELECT s.cycle_id, s.name_key
                    FROM (SELECT DISTINCT ON (n.cycle_id) n.cycle_id, n.name_key
                            FROM public.name_word n
                           WHERE n.regency_code = ANY (regencies) AND n.word = ANY (held) AND ${OTHERS} AND ${IN_AREA}
                           ORDER BY n.cycle_id, n.is_merged, n.name_key) s
                   ORDER BY s.cycle_id DESC
                   LIMIT 100) f;
          IF FOUND THEN
            RETURN;
          END IF;
        END IF;
      END IF;
      RETURN QUERY
      WITH near AS MATERIALIZED (SELECT k.part, k.word, k.likeness, k.beside FROM auth.words_like(place, words, swapped) k),
      fitting AS (
        SELECT n.cycle_id, n.name_key, n.is_merged, k.part, max(k.likeness)::numeric AS likeness
          FROM near k
          CROSS JOIN unnest(regencies) AS r (code)
          CROSS JOIN (VALUES (false), (true)) AS m (is_merged)
          -- Of one word the newest hundred are enough; of several any of its bearers may be closest by the others.
          CROSS JOIN LATERAL (
            SELECT n.cycle_id, n.name_key, n.is_merged
              FROM public.name_word n
             WHERE n.regency_code = r.code AND n.word = k.word AND n.is_merged = m.is_merged AND ${IN_AREA}
               AND (k.beside IS NULL OR strpos(' ' || n.name_key || ' ', ' ' || k.beside || ' ') > 0)
             ORDER BY n.cycle_id DESC
             LIMIT CASE WHEN is_alone THEN 100 END) n
         GROUP BY 1, 2, 3, 4),
      people AS (
        SELECT DISTINCT ON (w.cycle_id) w.cycle_id, w.name_key, w.likeness
          FROM (SELECT f.cycle_id, f.name_key, f.is_merged, sum(f.likeness) AS likeness
                  FROM fitting f GROUP BY 1, 2, 3 HAVING count(*) = cardinality(words)) w
         ORDER BY w.cycle_id, w.likeness DESC, w.is_merged, w.name_key),
      closest AS (SELECT p.cycle_id, p.name_key, p.likeness, max(p.likeness) OVER () AS most FROM people p ORDER BY p.likeness DESC, p.cycle_id DESC LIMIT 100)
      SELECT c.cycle_id, c.name_key, (row_number() OVER (ORDER BY c.likeness DESC, c.cycle_id DESC))::integer, (count(*) OVER ())::integer
        FROM closest c
       WHERE c.likeness >= c.most * CASE WHEN also_near THEN 0.5 ELSE 0.8 END;
    END $$`);
  await db.query(`REVOKE EXECUTE ON FUNCTION auth.people_named FROM PUBLIC`);
  await db.query(`GRANT EXECUTE ON FUNCTION auth.people_named TO sinergi_bp3mi, sinergi_labour`);
}

async function listPeople(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.cycles_by_name(wanted_area text, after uuid, at_most integer) RETURNS TABLE (cycle_id uuid, name_key text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
    #variable_conflict use_column
    DECLARE
      ${OWN_AREA}
      last_name text := (SELECT c.name_key FROM public.placement_cycle p JOIN public.candidate c ON c.id = p.candidate_id WHERE p.id = after);
    BEGIN
      -- Each regency's next few, merged: each is read in the order of the index and stops early.
      RETURN QUERY
      SELECT following.cycle_id, following.name_key
        FROM unnest(regencies) AS r (code)
        CROSS JOIN LATERAL (
          SELECT n.cycle_id, n.name_key
            FROM public.name_word n
           WHERE n.regency_code = r.code AND n.at = 1 AND NOT n.is_merged AND ${IN_AREA}
             AND (n.name_key, n.cycle_id) > (coalesce(last_name, ''), coalesce(after, '00000000-0000-0000-0000-000000000000'))
           ORDER BY n.name_key, n.cycle_id
           LIMIT at_most) following
       ORDER BY following.name_key COLLATE "C", following.cycle_id
       LIMIT at_most;
    END $$`);
  await db.query(`REVOKE EXECUTE ON FUNCTION auth.cycles_by_name FROM PUBLIC`);
  await db.query(`GRANT EXECUTE ON FUNCTION auth.cycles_by_name TO sinergi_bp3mi, sinergi_labour`);
}
