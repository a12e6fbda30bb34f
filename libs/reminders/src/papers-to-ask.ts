/** SQL of the facts about the first open papers of a planned departure: which of them must be requested and which, handed in
 *  already, must be checked; codes with commas between. */
export function papersToAsk(cycle: string): string {
  const codes = (isHandedIn: string): string => `string_agg(code, ',' ORDER BY code) FILTER (WHERE i.state ${isHandedIn} 'submitted')`;
  return `(SELECT jsonb_build_object('plannedDepartureOn', ${cycle}.planned_departure_on, 'askBy', ${cycle}.ask_by,
                'toRequest', ${codes('IS DISTINCT FROM')}, 'toCheck', ${codes('=')})
         FROM unnest(${cycle}.ask_papers) AS code
         LEFT JOIN checklist_item i ON i.cycle_id = ${cycle}.id AND i.document_code = code)`;
}
