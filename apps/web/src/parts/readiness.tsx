import type { DocumentCounts } from '../api/types.js';
import { useWords } from '../language.js';

/** How many of the required papers were handed in and how many were checked: two numbers, never one. */
export function Readiness({ documents, isLong = false }: { readonly documents: DocumentCounts | null; readonly isLong?: boolean }) {
  const words = useWords();
  if (!documents || documents.required === 0) return <span className="soft">{words.readiness.none}</span>;
  const { required, submitted, verified } = documents;
  const share = (count: number) => `${Math.min(100, (count / required) * 100)}%`;
  return (
    <div className={isLong ? 'readiness readiness-long' : 'readiness'}>
      <div className="readiness-bar" aria-hidden="true">
        <span className="readiness-submitted" style={{ width: share(submitted) }} />
        <span className="readiness-verified" style={{ width: share(verified) }} />
      </div>
      <span className="readiness-text">
        {isLong ? words.readiness.long(verified, submitted, required) : words.readiness.short(verified, submitted, required)}
      </span>
    </div>
  );
}
