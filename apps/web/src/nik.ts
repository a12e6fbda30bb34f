/** The one rule for a NIK is the server's: the same file is built into both, so that they cannot disagree. */
export { nikFault, parseNik } from '../../../libs/rulebook/src/nik.js';
export type { NikFault, ParsedNik } from '../../../libs/rulebook/src/nik.js';
