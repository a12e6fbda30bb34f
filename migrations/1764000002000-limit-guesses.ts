import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A daily limit of guesses per account, whatever network they come from. A network from which the account was opened lately
 *  stays outside it, or anybody could lock an officer out for a day. */
export class LimitGuesses1764000002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE auth.known_network (
        bucket  text CONSTRAINT known_network_pk PRIMARY KEY,
        last_at timestamptz NOT NULL
      )`);
    await db.query(
      `COMMENT ON TABLE auth.known_network IS 'Digests of account and network that a right password came from in the last 30 days. [internal]'`,
    );
    // Taken before the password is looked at, so that guesses at the same moment do not slip past the limit together.
    await db.query(`
      CREATE FUNCTION auth.take_daily_guess(account_bucket text, network_bucket text, most integer) RETURNS integer
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        WITH taken AS (
          INSERT INTO auth.login_attempt AS a (bucket, slot, attempts)
          VALUES (account_bucket, date_trunc('day', now(), 'Asia/Makassar'), 1)
          ON CONFLICT (bucket, slot) DO UPDATE SET attempts = a.attempts + 1
          RETURNING attempts)
        SELECT CASE
                 WHEN t.attempts <= most
                   OR EXISTS (SELECT FROM auth.known_network k
                               WHERE k.bucket = network_bucket AND k.last_at > now() - interval '30 days') THEN 0
                 ELSE ceil(extract(epoch FROM date_trunc('day', now(), 'Asia/Makassar') + interval '1 day' - now()))::integer
               END
          FROM taken t
      $$`);
    await db.query(`
      CREATE FUNCTION auth.return_daily_guess(account_bucket text, network_bucket text) RETURNS void
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        UPDATE auth.login_attempt a SET attempts = greatest(a.attempts - 1, 0)
         WHERE a.bucket = account_bucket AND a.slot = date_trunc('day', now(), 'Asia/Makassar');
        INSERT INTO auth.known_network AS k (bucket, last_at) VALUES (network_bucket, now())
        ON CONFLICT (bucket) DO UPDATE SET last_at = now();
        DELETE FROM auth.known_network k WHERE k.last_at < now() - interval '30 days';
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.take_daily_guess, auth.return_daily_guess FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.take_daily_guess, auth.return_daily_guess TO sinergi_door`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
