import { checkRules, DOCUMENT_RULES, EDITION, overdueQuestions } from '#libs/rulebook';
import { Clock, type Settings } from '#libs/platform';

/** `rules check`: reads the whole rulebook against itself and against its golden examples. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  if (args[0] !== 'check') {
    process.stderr.write('rules check\n');
    return 2;
  }
  const overdue = overdueQuestions(new Clock(settings.fixedDay).today()).map((question) => `open question is overdue: ${question.id}`);
  const faults = [...checkRules(), ...overdue];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(
    `edisi / edition ${EDITION}: ${DOCUMENT_RULES.length} aturan dokumen / document rules, ${faults.length} kesalahan / faults\n`,
  );
  return faults.length === 0 ? 0 : 1;
}
