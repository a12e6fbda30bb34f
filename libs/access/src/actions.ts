export const ROLES = ['bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer', 'blk_staff', 'district_official', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const office = ['bp3mi_officer', 'bp3mi_supervisor'] as const;
const caseWork = [...office, 'labour_placement_officer'] as const;
const training = [...caseWork, 'blk_staff'] as const;
const everybody = ROLES;

/** The one list of verbs: who may do it at all, and the name it has in the audit trail. Which rows is decided by PostgreSQL. */
export const ACTIONS = {
  'account.view': everybody,
  'agreement.list': [...caseWork, 'district_official'],
  'agreement.record': office,
  'area.list': everybody,
  'bulk.confirm': caseWork,
  'bulk.preview': caseWork,
  'bulk.undo': caseWork,
  'bulk.view': caseWork,
  'candidate.change': caseWork,
  'candidate.export': caseWork,
  'candidate.list': training,
  'candidate.match': caseWork,
  'candidate.register': caseWork,
  'candidate.reveal': caseWork,
  'candidate.timeline': caseWork,
  'candidate.view': training,
  'commitment.close': office,
  'commitment.list': [...caseWork, 'district_official'],
  'commitment.record': office,
  'consent.list': caseWork,
  'consent.record': caseWork,
  'consent.withdraw': caseWork,
  'cycle.change': caseWork,
  'cycle.open': office,
  'cycle.view': caseWork,
  'dashboard.view': [...training, 'district_official'],
  'document.accept': caseWork,
  'document.correct': caseWork,
  'departure.list': caseWork,
  'document.list': caseWork,
  'document.reject': caseWork,
  'document.scan': caseWork,
  'document.submit': caseWork,
  'document.verify': caseWork,
  'document.view': caseWork,
  'document.void': office,
  'document_request.record': caseWork,
  'document_request.remove': caseWork,
  'draft.discard': caseWork,
  'draft.keep': caseWork,
  'draft.list': caseWork,
  'family.list': caseWork,
  'family.record': caseWork,
  'family.remove': caseWork,
  'family.reveal': caseWork,
  'duplicate.decide': caseWork,
  'duplicate.list': caseWork,
  'duplicate.view': caseWork,
  'handover.accept': caseWork,
  'handover.decline': caseWork,
  'handover.list': caseWork,
  'handover.offer': caseWork,
  'handover.withdraw': caseWork,
  'home.view': everybody,
  'import.cancel': caseWork,
  'import.confirm': caseWork,
  'import.correct': caseWork,
  'import.map': caseWork,
  'import.result': caseWork,
  'import.undo': caseWork,
  'import.upload': caseWork,
  'import.view': caseWork,
  'journey.advance': caseWork,
  'journey.override': ['bp3mi_supervisor'],
  'journey.waive': ['bp3mi_supervisor'],
  'mail_sink.view': everybody,
  'merge.confirm': office,
  'merge.preview': office,
  'merge.undo': office,
  'notice.close': everybody,
  'notice.list': everybody,
  'officer.list': caseWork,
  'privacy_notice.view': everybody,
  'reminder.list': office,
  'reminder.preview': office,
  'reminder.why': everybody,
  'rule.list': everybody,
  'saved_view.keep': caseWork,
  'saved_view.list': caseWork,
  'scan.complete': caseWork,
  'scan.remove': caseWork,
  'scan.view': caseWork,
  'search.find': everybody,
  'session.close': everybody,
  'training.enrol': training,
  'training.list': training,
  'training.plan': ['blk_staff'],
  'training.result': ['blk_staff'],
  'user.change': ['admin'],
  'user.list': ['admin'],
  'visit.list': [...caseWork, 'district_official'],
  'visit.record': office,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ACTIONS;

/** May this role do this at all? */
export function may(role: Role, action: Action): boolean {
  const allowed: readonly Role[] = ACTIONS[action];
  return allowed.includes(role);
}

/** Everything a role may do, for showing and hiding buttons. */
export function actionsOf(role: Role): Action[] {
  return Object.entries(ACTIONS).flatMap(([action]) => (isAction(action) && may(role, action) ? [action] : []));
}

function isAction(name: string): name is Action {
  return Object.hasOwn(ACTIONS, name);
}
