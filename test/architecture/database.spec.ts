import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Tables without row-level security, each with the reason. */
const UNSCOPED: Readonly<Record<string, string>> = {
  area: 'public reference',
  rulebook_rule: 'public reference',
  migrations: 'bookkeeping of the owner, granted to nobody',
  outbox: 'insert-only for users, read by the system alone',
  clock_run: 'no rows about people',
  checklist_stale: 'system only',
  checklist_sweep: 'system only',
  duplicate_check: 'system only',
  indicator: 'which indicators exist, public reference',
  indicator_count: 'reached only through functions',
  indicator_delta: 'reached only through functions',
  indicator_now: 'reached only through functions',
  stage_delta: 'reached only through functions',
  stage_total: 'reached only through functions',
};

/** SECURITY DEFINER functions step over the scope, so each is listed by name. */
const DEFINER_FUNCTIONS = [
  'auth.account_for_login',
  'auth.actor_of',
  'auth.area_end',
  'auth.batch_queue',
  // Colleagues above and below the own area, by name and role only.
  'auth.case_workers',
  'auth.close_my_partnership_reminder',
  'auth.close_session',
  'auth.colleague_names',
  // Counts a list of the caller's own area; compares the area once instead of once per person.
  'auth.count_cycles',
  'auth.current_area',
  'auth.current_role_name',
  'auth.current_training_center',
  'auth.current_user_id',
  // A list of the own area in the order of names, which no index gives behind the scope.
  'auth.cycles_by_name',
  'auth.dashboard',
  'auth.demo_accounts',
  // Ends the session that a bulk job was given.
  'auth.end_job_session',
  'auth.enter',
  'auth.fold_indicators',
  'auth.fold_stages',
  'auth.hold_batch',
  // Says only that somebody like this is registered somewhere else, never who or where.
  'auth.is_known_elsewhere',
  'auth.live_session',
  // Two files of one person become one, and two again: asks the caller's role and area itself, moves rows of all rooms at once.
  'auth.merge_files',
  'auth.unmerge_files',
  // Case number of the file that a merged one goes on as, inside the caller's area only.
  'auth.merged_file_goes_on_as',
  'auth.my_partnership_reminders',
  'auth.nik_status',
  // Names of colleagues to whom somebody of the own area can be given.
  'auth.officers_in_reach',
  // A confirmed bulk job acts as whoever asked for it, with that person's rights of now.
  'auth.open_job_session',
  'auth.open_session',
  'auth.people_by_id',
  'auth.people_in_office',
  // Looks for names where no index may be used behind the scope; narrows to the caller's own area itself and gives ids.
  'auth.people_named',
  'auth.purge_transients',
  'auth.recipients',
  // Counts by stage anew, by nobody but the system.
  'auth.recount_stages',
  'auth.return_daily_guess',
  'auth.settle_seats',
  'auth.take_daily_guess',
  'auth.take_login_attempt',
  // Counts heavy work of the session's own user.
  'auth.take_turn',
  // Notes whom the worker compares with the others; the note is the system's alone.
  'public.ask_duplicate_check',
  // Whoever files a paper (a training centre) need not see that it was waited for.
  'public.close_document_request',
  'public.count_commitment_changes',
  'public.count_cycle_changes',
  'public.count_enrolment_changes',
  'public.count_stage_changes',
  // What was kept about a relative goes with the contact; the scope roles may delete the contact and never what was kept.
  'public.forget_family_changes',
  // Keeps what a file said before; scope roles may read that and never write it.
  'public.keep_change',
  // Keep the words of names in step, whoever writes; nobody but the search reads them.
  'public.list_names_of_cycles',
  'public.list_names_of_person',
  'public.mark_checklist_stale',
  'public.mark_cycle_stale',
  'public.mark_person_stale',
  'public.mark_requested_stale',
  // The open reminders of a case follow its officer; nothing waits for a closed account.
  'public.move_reminders',
  // A merged file takes up nothing, whoever adds it.
  'public.refuse_merged_file',
  'public.release_closed_account',
];

test('every table is narrowed by forced row-level security, or is listed with a reason', async () => {
  const tables = await house.sql<{ name: string; forced: boolean }>(
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace`,
  );
  const open = tables.filter((table) => !table.forced).map((table) => table.name);
  expect(open.sort()).toEqual(Object.keys(UNSCOPED).sort());
});

test('no login role is powerful, owns anything, or can do anything before it becomes its scope role', async () => {
  const logins = await house.sql<{ name: string; strong: boolean; inherits: boolean; owns: number; grants: number }>(
    `SELECT r.rolname AS name, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS strong, r.rolinherit AS inherits,
            (SELECT count(*)::integer FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)) AS owns,
            (SELECT count(*)::integer FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
               AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')) AS grants
       FROM pg_roles r WHERE r.rolname LIKE 'sinergi\\_%\\_login'`,
  );
  expect(logins).toHaveLength(8);
  for (const login of logins) expect(login).toEqual({ name: login.name, strong: false, inherits: false, owns: 0, grants: 0 });
});

test('every function that steps over the scope is listed by name and has a fixed search path', async () => {
  const functions = await house.sql<{ name: string; fixed: boolean }>(
    `SELECT p.pronamespace::regnamespace || '.' || p.proname AS name, coalesce(array_to_string(p.proconfig, ',') LIKE '%search_path=%', false) AS fixed
       FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN ('public'::regnamespace, 'auth'::regnamespace) ORDER BY 1`,
  );
  expect(functions.filter((one) => !one.fixed)).toEqual([]);
  expect(functions.map((one) => one.name)).toEqual([...DEFINER_FUNCTIONS].sort());
});

test('no scope role may truncate, own, or read a view past the scope', async () => {
  const [{ truncates }] = (await house.sql<{ truncates: number }>(
    `SELECT count(*)::integer AS truncates FROM pg_class c CROSS JOIN pg_roles r
      WHERE c.relkind IN ('r', 'v', 'm') AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace) AND r.rolname LIKE 'sinergi\\_%' AND r.rolname <> 'sinergi_owner'
        AND (has_table_privilege(r.oid, c.oid, 'TRUNCATE, REFERENCES, TRIGGER') OR (c.relkind = 'm' AND has_table_privilege(r.oid, c.oid, 'SELECT')))`,
  )) as [{ truncates: number }];
  expect(truncates).toBe(0);
  const views = await house.sql(
    `SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
  );
  expect(views).toEqual([]);
});

test('the audit trail and the stage events only grow, even for the owner', async () => {
  await expect(house.sql(`UPDATE audit_event SET action = 'x'`)).rejects.toThrow(/only grows/);
  await expect(house.sql(`DELETE FROM audit_event`)).rejects.toThrow(/only grows/);
  await expect(house.sql(`TRUNCATE audit_event`)).rejects.toThrow(/only grows/);
  await expect(house.sql(`UPDATE stage_event SET note = 'x'`)).rejects.toThrow(/only grows/);
});

test('every table and its meaning is described in the database, with its class of data', async () => {
  const undescribed = await house.sql<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'auth'::regnamespace) AND relname <> 'migrations'
        AND coalesce(obj_description(oid, 'pg_class'), '') !~ '\\[(personal|public|public office|internal|aggregate)\\]'`,
  );
  expect(undescribed).toEqual([]);
});
