import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTraining1764000000600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE training_center (
        id         uuid CONSTRAINT training_center_pk PRIMARY KEY,
        name       text NOT NULL,
        kind       text NOT NULL CONSTRAINT training_center_kind_known CHECK (kind IN ('uptd_blk', 'uptp_blk', 'blk_komunitas', 'private_lpk', 'p3mi_training_centre')),
        area_code  text COLLATE "C" NOT NULL CONSTRAINT training_center_area_fk REFERENCES area,
        is_active  boolean NOT NULL DEFAULT true,
        version    integer NOT NULL DEFAULT 1
      )`);
    await db.query(`COMMENT ON TABLE training_center IS 'BLK, LPK and other training centres. [public]'`);
    await db.query(`
      CREATE TABLE training_program (
        id                 uuid CONSTRAINT training_program_pk PRIMARY KEY,
        training_center_id uuid NOT NULL CONSTRAINT training_program_center_fk REFERENCES training_center,
        code               text NOT NULL,
        title              text NOT NULL,
        vocational_field   text NOT NULL,
        lesson_hours       integer NOT NULL CONSTRAINT training_program_lesson_hours_positive CHECK (lesson_hours > 0),
        competence_title   text NOT NULL,
        is_active          boolean NOT NULL DEFAULT true,
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT training_program_code_unique UNIQUE (training_center_id, code),
        CONSTRAINT training_program_id_center_unique UNIQUE (id, training_center_id)
      )`);
    await db.query(`COMMENT ON TABLE training_program IS 'What a centre teaches; lesson_hours are JP of 45 minutes. [public]'`);
    await db.query(`
      CREATE TABLE training_batch (
        id                 uuid CONSTRAINT training_batch_pk PRIMARY KEY,
        training_center_id uuid NOT NULL,
        training_program_id uuid NOT NULL,
        area_code          text COLLATE "C" NOT NULL CONSTRAINT training_batch_area_fk REFERENCES area,
        name               text NOT NULL,
        starts_on          date NOT NULL,
        ends_on            date NOT NULL,
        capacity           integer NOT NULL CONSTRAINT training_batch_capacity_positive CHECK (capacity BETWEEN 1 AND 500),
        reserve_seats      integer NOT NULL DEFAULT 2 CONSTRAINT training_batch_reserve_seats_range CHECK (reserve_seats BETWEEN 0 AND 50),
        seats_taken        integer NOT NULL DEFAULT 0,
        reserves_taken     integer NOT NULL DEFAULT 0,
        waiting            integer NOT NULL DEFAULT 0 CONSTRAINT training_batch_waiting_not_negative CHECK (waiting >= 0),
        funding_source     text NOT NULL,
        state              text NOT NULL CONSTRAINT training_batch_state_known CHECK (state IN
                             ('planned', 'registration_open', 'selection', 'running', 'assessment', 'completed', 'postponed', 'cancelled')),
        created_at         timestamptz NOT NULL DEFAULT now(),
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT training_batch_program_fk FOREIGN KEY (training_program_id, training_center_id) REFERENCES training_program (id, training_center_id),
        CONSTRAINT training_batch_id_center_unique UNIQUE (id, training_center_id),
        CONSTRAINT training_batch_ends_after_start CHECK (ends_on >= starts_on),
        CONSTRAINT training_batch_never_overbooked CHECK (seats_taken BETWEEN 0 AND capacity AND reserves_taken BETWEEN 0 AND reserve_seats)
      )`);
    await db.query(`COMMENT ON TABLE training_batch IS 'One run of a programme (angkatan) with its seats. [public]'`);
    await db.query(`
      COMMENT ON COLUMN training_batch.seats_taken IS
        'Enrolments with seat main, as reserves_taken and waiting count theirs; kept exact by the statement that gives a seat and by auth.settle_seats.'`);
    await db.query(`CREATE INDEX training_batch_area_index ON training_batch (area_code, starts_on DESC, id DESC)`);
    await db.query(`CREATE INDEX training_batch_center_index ON training_batch (training_center_id, starts_on DESC, id)`);
    await db.query(`CREATE INDEX training_batch_end_index ON training_batch (ends_on) WHERE state NOT IN ('completed', 'cancelled')`);
    await db.query(`
      CREATE TABLE enrolment (
        id                 uuid CONSTRAINT enrolment_pk PRIMARY KEY,
        training_batch_id  uuid NOT NULL,
        training_center_id uuid NOT NULL,
        candidate_id       uuid NOT NULL,
        area_code          text COLLATE "C" NOT NULL,
        seat               text NOT NULL CONSTRAINT enrolment_seat_known CHECK (seat IN ('main', 'reserve', 'waiting', 'none')),
        state              text NOT NULL CONSTRAINT enrolment_state_known CHECK (state IN ('accepted', 'waiting', 'completed', 'dropped_out', 'no_show')),
        queued_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
        result             text CONSTRAINT enrolment_result_known CHECK (result IN ('competent', 'not_yet_competent')),
        result_on          date,
        certificate_no     text,
        drop_reason        text,
        created_by         uuid NOT NULL,
        created_at         timestamptz NOT NULL DEFAULT now(),
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT enrolment_batch_fk FOREIGN KEY (training_batch_id, training_center_id) REFERENCES training_batch (id, training_center_id),
        CONSTRAINT enrolment_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT enrolment_once_per_batch UNIQUE (training_batch_id, candidate_id),
        CONSTRAINT enrolment_result_dated CHECK ((result IS NULL) = (result_on IS NULL))
      )`);
    await db.query(`COMMENT ON TABLE enrolment IS 'A person in a batch: seat, state and result. [personal]'`);
    await db.query(`CREATE INDEX enrolment_candidate_index ON enrolment (candidate_id)`);
    await db.query(`CREATE INDEX enrolment_queue_index ON enrolment (training_batch_id, seat, queued_at, id)`);
    for (const table of ['training_center', 'training_program', 'training_batch', 'enrolment']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
    }
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    const ownCenter = `training_center_id = (SELECT auth.current_training_center())`;
    await db.query(`CREATE POLICY training_center_area ON training_center FOR SELECT TO sinergi_bp3mi, sinergi_labour USING (${inArea})`);
    await db.query(
      `CREATE POLICY training_center_own ON training_center FOR SELECT TO sinergi_blk USING (id = (SELECT auth.current_training_center()))`,
    );
    await db.query(`
      CREATE POLICY training_program_area ON training_program FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (training_center_id IN (SELECT t.id FROM training_center t))`);
    await db.query(`CREATE POLICY training_program_own ON training_program TO sinergi_blk USING (${ownCenter}) WITH CHECK (${ownCenter})`);
    await db.query(
      `CREATE POLICY training_batch_area ON training_batch TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`,
    );
    await db.query(`CREATE POLICY training_batch_own ON training_batch TO sinergi_blk USING (${ownCenter}) WITH CHECK (${ownCenter})`);
    await db.query(`CREATE POLICY enrolment_area ON enrolment TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`);
    await db.query(`CREATE POLICY enrolment_own ON enrolment TO sinergi_blk USING (${ownCenter}) WITH CHECK (${ownCenter})`);
    await db.query(`GRANT SELECT ON training_center, training_program TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    await db.query(`GRANT INSERT, UPDATE ON training_program TO sinergi_blk`);
    await db.query(`GRANT SELECT ON training_batch, enrolment TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    await db.query(`GRANT INSERT, UPDATE ON training_batch TO sinergi_blk`);
    await db.query(`GRANT UPDATE (seats_taken, reserves_taken, waiting) ON training_batch TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`GRANT INSERT, UPDATE ON enrolment TO sinergi_bp3mi, sinergi_labour, sinergi_blk`);
    await db.query(`GRANT UPDATE ON training_batch, enrolment TO sinergi_system`);
    // Who is next in a queue does not depend on who asks: an officer of one regency must not pass over a reserve of another.
    // So these three look past the caller's scope. They give away ids and places only, and can change nothing but what must
    // hold anyway: free seats belong to the first in the queue, and the counters equal the rows.
    await db.query(`
      CREATE FUNCTION auth.hold_batch(wanted_batch uuid) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM public.training_batch b WHERE b.id = wanted_batch FOR NO KEY UPDATE;
      END $$`);
    await db.query(
      `COMMENT ON FUNCTION auth.hold_batch IS 'Makes other changes of seats in this batch wait until the transaction ends; taken before any enrolment of the batch is locked.'`,
    );
    await db.query(`
      CREATE FUNCTION auth.settle_seats(wanted_batch uuid) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        batch public.training_batch;
        mains integer;
        reserves integer;
      BEGIN
        SELECT b.* INTO batch FROM public.training_batch b WHERE b.id = wanted_batch FOR NO KEY UPDATE;
        IF batch.state IN ('planned', 'registration_open', 'selection', 'running', 'postponed') THEN
          SELECT count(*) INTO mains FROM public.enrolment e WHERE e.training_batch_id = wanted_batch AND e.seat = 'main';
          UPDATE public.enrolment e
             SET seat = 'main', state = 'accepted', version = e.version + 1
            FROM (SELECT q.id
                    FROM public.enrolment q
                   WHERE q.training_batch_id = wanted_batch AND q.seat IN ('reserve', 'waiting')
                   ORDER BY q.seat = 'waiting', q.queued_at, q.id
                   LIMIT greatest(batch.capacity - mains, 0)) next
           WHERE e.id = next.id;
          SELECT count(*) INTO reserves FROM public.enrolment e WHERE e.training_batch_id = wanted_batch AND e.seat = 'reserve';
          UPDATE public.enrolment e
             SET seat = 'reserve', state = 'accepted', version = e.version + 1
            FROM (SELECT q.id
                    FROM public.enrolment q
                   WHERE q.training_batch_id = wanted_batch AND q.seat = 'waiting'
                   ORDER BY q.queued_at, q.id
                   LIMIT greatest(batch.reserve_seats - reserves, 0)) next
           WHERE e.id = next.id;
        END IF;
        UPDATE public.training_batch b
           SET seats_taken = n.mains, reserves_taken = n.reserves, waiting = n.waiting
          FROM (SELECT count(*) FILTER (WHERE e.seat = 'main') AS mains,
                       count(*) FILTER (WHERE e.seat = 'reserve') AS reserves,
                       count(*) FILTER (WHERE e.seat = 'waiting') AS waiting
                  FROM public.enrolment e
                 WHERE e.training_batch_id = wanted_batch) n
         WHERE b.id = wanted_batch
           AND (b.seats_taken, b.reserves_taken, b.waiting) IS DISTINCT FROM (n.mains, n.reserves, n.waiting);
      END $$`);
    await db.query(
      `COMMENT ON FUNCTION auth.settle_seats IS 'Free seats go to the first reserve, then to the first who waits; counters are counted again. Does nothing when nothing is free.'`,
    );
    await db.query(`
      CREATE FUNCTION auth.batch_queue(wanted_batch uuid) RETURNS TABLE (enrolment_id uuid, place integer)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT e.id, (row_number() OVER (PARTITION BY e.seat ORDER BY e.queued_at, e.id))::integer
          FROM public.enrolment e
         WHERE e.training_batch_id = wanted_batch AND e.seat IN ('reserve', 'waiting')
      $$`);
    await db.query(`COMMENT ON FUNCTION auth.batch_queue IS 'Place of each reserve and of each who waits, counted over all regions.'`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.hold_batch, auth.settle_seats, auth.batch_queue FROM PUBLIC`);
    await db.query(`
      GRANT EXECUTE ON FUNCTION auth.hold_batch, auth.settle_seats, auth.batch_queue
         TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    await db.query(`
      ALTER TABLE auth.app_user ADD CONSTRAINT app_user_training_center_fk FOREIGN KEY (training_center_id) REFERENCES training_center`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
