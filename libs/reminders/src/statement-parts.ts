/** SQL: a new UUIDv7 of the database's own clock, for rows that PostgreSQL makes set by set; newer ids sort after older ones. */
export const NEW_ID = `(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`;

/** SQL: the person's own area is this one or lies above it. */
export function covers(person: string, area: string): string {
  return `(${area} = ${person}.area_code OR ${area} LIKE ${person}.area_code || '.%')`;
}
