import type { Rows } from '#libs/access';
import { newId } from '#libs/platform';

import type { SavedMapping } from './mapping.js';

/** The mappings that offices of exactly this area remembered, newest first. */
export function savedMappings(rows: Rows, areaCode: string): Promise<SavedMapping[]> {
  return rows.query<SavedMapping>(
    `SELECT m.sender_key AS "senderKey", m.titles_key AS "titlesKey", m.fields
       FROM import_mapping m
      WHERE m.area_code = $1
      ORDER BY m.changed_at DESC
      LIMIT 500`,
    [areaCode],
  );
}

/** Remembers what the columns of a sender's list mean, instead of what was remembered before. */
export async function rememberMapping(rows: Rows, areaCode: string, changedBy: string, mapping: SavedMapping): Promise<void> {
  await rows.query(
    `INSERT INTO import_mapping (id, area_code, sender_key, titles_key, fields, changed_by)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6)
     ON CONFLICT ON CONSTRAINT import_mapping_once
     DO UPDATE SET fields = excluded.fields, changed_by = excluded.changed_by, changed_at = now()`,
    [newId(), areaCode, mapping.senderKey, mapping.titlesKey, JSON.stringify(mapping.fields), changedBy],
  );
}

/** Who sent lists to this area lately, for the officer to choose from. */
export async function knownSenders(rows: Rows): Promise<string[]> {
  const found = await rows.query<{ sender: string }>(
    `SELECT b.sender
       FROM import_batch b
      WHERE b.sender IS NOT NULL
      GROUP BY b.sender
      ORDER BY max(b.created_at) DESC
      LIMIT 50`,
    [],
  );
  return found.map(({ sender }) => sender);
}
