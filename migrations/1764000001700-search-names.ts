import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names found by part and with typing errors. `LIKE`, regular expressions and trigram operators are not leakproof, so behind
 *  row-level security none of them may use an index; one function steps over the scope and narrows to it itself. */
export class SearchNames1764000001700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE EXTENSION IF NOT EXISTS btree_gin`);
    await db.query(`SET ROLE sinergi_owner`);
    // Province and regency are keys of their own: a search reads the own area's part of the index and never a whole country.
    // The list of new entries is kept short, because every search reads it whole.
    await db.query(`
      CREATE INDEX candidate_place_name_index ON candidate USING gin (left(area_code, 2), left(area_code, 5), name_key gin_trgm_ops)
      WITH (gin_pending_list_limit = 128)`);
    // Three looks, each only when the one before found nobody: who is named so, whose name has two letters swapped, whose name is
    // like it (0.45 forgives one wrong letter in a name of four). Each is one scan of the own area's part of the index. With more rows
    // expected than a page holds, PostgreSQL would plan the statement around it anew each time.
    await db.query(`
      CREATE FUNCTION auth.people_named(wanted_area text, parts text[], swapped text[], words text[], also_near boolean)
      RETURNS TABLE (cycle_id uuid, name_key text, nearness integer)
      LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, pg_temp
      SET pg_trgm.word_similarity_threshold = 0.45 SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off AS $$
      DECLARE
        own      text := auth.current_area();
        within   text := CASE WHEN wanted_area IS NULL OR starts_with(own, wanted_area || '.') THEN own
                              WHEN wanted_area = own OR starts_with(wanted_area, own || '.') THEN wanted_area END;
        -- Without three letters in a row there is no trigram: then the own area's names are read from the index by area.
        trigrams boolean := EXISTS (SELECT FROM unnest(parts) part WHERE part !~ '(^|[|])[^|]{1,2}($|[|])');
        place    text := CASE WHEN NOT trigrams OR length(within) > 5 THEN 'c.area_code >= $1 AND c.area_code < $1 || ''/'''
                              ELSE format('left(c.area_code, %s) = $1', length(within)) END
                         || CASE WHEN trigrams AND length(within) > 5 THEN ' AND left(c.area_code, 5) = left($1, 5)' ELSE '' END;
        -- LIKE asks less of every entry of the index than a pattern does; parts hold letters and digits only.
        has      text := (SELECT string_agg(CASE WHEN part ~ '[|]' THEN format('c.name_key ~ %L', part)
                                                 ELSE format('c.name_key LIKE %L', '%' || part || '%') END, ' AND ') FROM unnest(parts) part);
        has_swap text := (SELECT string_agg(format('c.name_key ~ %L', part), ' AND ') FROM unnest(swapped) part);
        -- Of several words one may have letters swapped and another a wrong one.
        is_like  text := (SELECT string_agg(format(CASE WHEN cardinality(words) = 1 THEN 'c.name_key OPERATOR(public.%%>) %1$L'
                                                        ELSE '(c.name_key OPERATOR(public.%%>) %1$L OR c.name_key ~ %2$L)' END, word, swap), ' AND ')
                            FROM unnest(words, swapped) AS w (word, swap));
        likeness text := (SELECT string_agg(format('greatest(public.word_similarity(%1$L, c.name_key), CASE WHEN c.name_key ~ %2$L THEN 0.9 ELSE 0 END)',
                                                   word, swap), ' + ')
                            FROM unnest(words, swapped) AS w (word, swap));
        -- The name of a merged file leads to the file that goes on, once.
        goes_on  text := 'JOIN public.placement_cycle p ON p.candidate_id = coalesce(f.merged_into, f.id) AND p.is_current
                            AND (f.merged_into IS NULL OR NOT EXISTS (
                                  SELECT FROM found o WHERE o.id = f.merged_into OR (o.merged_into = f.merged_into AND o.id < f.id)))';
        named    text := 'WITH found AS MATERIALIZED (SELECT c.id, c.name_key, c.merged_into FROM public.candidate c WHERE %s AND %s)
                          SELECT p.id, f.name_key, %s FROM found f ' || goes_on;
      BEGIN
        IF within IS NULL OR has IS NULL THEN
          RETURN;
        END IF;
        IF NOT also_near THEN
          RETURN QUERY EXECUTE format(named, place, has, 'NULL::integer') USING within;
          IF FOUND THEN
            RETURN;
          END IF;
          RETURN QUERY EXECUTE format(named, place, has_swap, '(row_number() OVER (ORDER BY p.id DESC))::integer') || ' LIMIT 100' USING within;
          IF FOUND THEN
            RETURN;
          END IF;
        END IF;
        RETURN QUERY EXECUTE format(
          'WITH found AS MATERIALIZED (
             SELECT c.id, c.name_key, c.merged_into, %s AS likeness, max(%1$s) OVER () AS most
               FROM public.candidate c
              WHERE %s AND %s
              ORDER BY likeness DESC, c.id DESC
              LIMIT 100)
           SELECT p.id, f.name_key, (row_number() OVER (ORDER BY f.likeness DESC, p.id DESC))::integer
             FROM found f %s
            WHERE f.likeness >= f.most * %s', likeness, place, is_like, goes_on, CASE WHEN also_near THEN 0.5 ELSE 0.8 END)
        USING within;
      END $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.people_named FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.people_named TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
