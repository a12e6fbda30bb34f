export { ACTIONS, actionsOf, may, ROLES, type Action, type Role } from './actions.js';
export { LOGIN_OF_ROLE, SYSTEM_ACTOR_ID, type Actor, type Repeat } from './actor.js';
export { Access } from './access.service.js';
export { AccessModule } from './access.module.js';
export { hashPassword } from './passwords.js';
export { Rows, type AuditSubject, type Versioned } from './rows.js';
export { Sessions, type DemoAccount, type OpenedSession } from './sessions.service.js';
export { Users, type UserView } from './users.service.js';
