import type { ApiProblem } from '../../api/problem.js';
import { useWords } from '../../language.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { ProblemNotice } from '../../parts/states.js';

/** Why the person was not registered: known already, or something is not right. */
export function Refusal({ problem }: { readonly problem: ApiProblem | null }) {
  const words = useWords();
  if (problem?.code !== 'already-exists') return <ProblemNotice problem={problem} />;
  return (
    <div className="notice notice-sun" role="alert">
      <Icon name="people" />
      <div>
        <p className="notice-title">{words.register.found}</p>
        {problem.existingId ? (
          <Go className="button" to={`/cpmi/${problem.existingId}`}>
            {words.register.openFile}
          </Go>
        ) : (
          <p>{words.register.existsElsewhere}</p>
        )}
      </div>
    </div>
  );
}
