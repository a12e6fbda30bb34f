import type { ErrorComponentProps } from '@tanstack/react-router';

import { ApiProblem } from '../api/problem.js';
import { nameOf, useFirstWords } from '../language.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMe } from '../session.js';

/** While the code of a page or the session is on its way. */
export function WaitingPage() {
  return (
    <div className="bare">
      <Loading lines={5} />
    </div>
  );
}

export function MissingPage() {
  const words = useFirstWords();
  return (
    <Page title={words.fallback.missingTitle}>
      <Empty
        title={words.fallback.missing}
        next={words.fallback.missingNext}
        action={
          <Go className="button" to="/">
            {words.fallback.home}
          </Go>
        }
      />
    </Page>
  );
}

/** A page that is not for this role, opened by its address. */
export function RefusedPage() {
  const words = useFirstWords();
  const me = useMe();
  return (
    <Page title={words.refused.title}>
      <Empty
        title={words.refused.text(nameOf(words.role, me.role))}
        next={words.refused.next}
        action={
          <Go className="button" to="/">
            {words.fallback.home}
          </Go>
        }
      />
    </Page>
  );
}

/** The server could not be reached at the start, or a page broke. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const words = useFirstWords();
  if (error instanceof ApiProblem) {
    return (
      <div className="bare">
        <h1>{words.fallback.awayTitle}</h1>
        <ProblemNotice problem={error} retry={() => location.reload()} />
      </div>
    );
  }
  return (
    <div className="bare">
      <h1>{words.fallback.crashTitle}</h1>
      <p>{words.fallback.crash}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          reset();
          location.reload();
        }}
      >
        {words.common.reload}
      </button>
    </div>
  );
}
