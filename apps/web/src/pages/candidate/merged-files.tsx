import '../../styles/merging.css';

import { useState } from 'react';

import type { Candidate, Merge } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { shortName } from '../../language.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { ReasonField } from '../../parts/reason-field.js';
import { useMay } from '../../session.js';
import { useOnePersonWords } from '../../words/one-person.js';
import { useCountText } from '../duplicates/record-text.js';

/** On a file that was merged into another: where it went, and that nothing more is done here. */
export function MergedInto({ candidate }: { readonly candidate: Candidate }) {
  const words = useOnePersonWords();
  const { mergedInto } = candidate;
  return (
    <aside className="notice notice-sun file-notice" aria-label={words.terms.stage.merged}>
      <Icon name="lock" />
      <div>
        <p className="notice-title">
          {mergedInto ? (
            <>
              {words.merging.isMerged}{' '}
              <Go to={`/cpmi/${mergedInto.id}`}>
                {mergedInto.caseNo} {mergedInto.fullName}
              </Go>
            </>
          ) : (
            words.merging.isMergedElsewhere
          )}
        </p>
        <p>{words.merging.readOnly}</p>
      </div>
    </aside>
  );
}

/** On the file that goes on: which files it holds, and the way back while there is one. */
export function MergedFrom({ candidate }: { readonly candidate: Candidate }) {
  const words = useOnePersonWords();
  const format = useFormat();
  const may = useMay();
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const [undone, setUndone] = useState<Merge | null>(null);
  const standing = candidate.merges.filter((merge) => merge.undoneAt === null);
  return (
    <>
      {standing.length > 0 && (
        <aside className="notice notice-plain file-notice" aria-label={words.merging.holdsOther}>
          <Icon name="people" />
          <ul className="merged-files">
            {standing.map((merge) => (
              <li key={merge.id}>
                {words.merging.holdsOther} <Go to={`/cpmi/${merge.merged.id}`}>{merge.merged.caseNo}</Go>{' '}
                {words.merging.mergedOn(format.day(format.dayOf(merge.mergedAt)), shortName(merge.mergedByName ?? '–'))}
                {merge.canUndo && may('merge.undo') && (
                  <span className="line">
                    <span className="soft">{words.merging.until(format.day(merge.undoUntil))}</span>{' '}
                    <button type="button" className="link-button" onClick={() => setUndoing(merge)}>
                      {words.merging.undo}
                    </button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </aside>
      )}
      {undone && <Undone merge={undone} />}
      {undoing && <UndoDialog candidate={candidate} merge={undoing} onDone={setUndone} onClose={() => setUndoing(null)} />}
    </>
  );
}

function Undone({ merge }: { readonly merge: Merge }) {
  const words = useOnePersonWords();
  const countText = useCountText();
  const { caseNo, id } = merge.merged;
  const listOf = (groups: Merge['moved']) => groups.map(countText).join(', ');
  return (
    <div className="notice notice-leaf file-notice" role="status">
      <Icon name="done" />
      <div>
        <p className="notice-title">{words.merging.undone(caseNo)}</p>
        <p>{merge.moved.length > 0 ? words.merging.undoneText(listOf(merge.moved)) : words.merging.undoneNothing}</p>
        {merge.changedSince.length > 0 && <p>{words.merging.undoneChanged(listOf(merge.changedSince))}</p>}
        <Go to={`/cpmi/${id}`}>{words.merging.openOther(caseNo)}</Go>
      </div>
    </div>
  );
}

interface UndoDialogProps {
  readonly candidate: Candidate;
  readonly merge: Merge;
  readonly onDone: (undone: Merge) => void;
  readonly onClose: () => void;
}

function UndoDialog({ candidate, merge, onDone, onClose }: UndoDialogProps) {
  const words = useOnePersonWords();
  const format = useFormat();
  const countText = useCountText();
  const [reason, setReason] = useState('');
  const { caseNo } = merge.merged;
  const undoing = useSend<Merge>({
    onDone: (undone) => {
      onDone(undone);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.merging.undoTitle(caseNo)}
      action={words.merging.undo}
      onSubmit={() =>
        undoing.submit({
          path: `/candidates/${candidate.id}/unmerge`,
          body: { mergeId: merge.id, reason: reason.trim() },
          version: candidate.version,
        })
      }
      onClose={onClose}
      isSending={undoing.isSending}
      problem={undoing.problem}
      isWide
    >
      <div className="undo-sides">
        <div>
          <h3>{words.merging.goesBack(caseNo)}</h3>
          <ul className="plain-list">
            {merge.moved.map((group) => (
              <li key={group.kind}>{countText(group)}</li>
            ))}
            <li>{words.merging.goesBackData}</li>
          </ul>
          <p className="soft">{words.merging.changedToo}</p>
        </div>
        <div>
          <h3>{words.merging.stays(candidate.caseNo)}</h3>
          <p>{words.merging.staysText(format.moment(merge.mergedAt))}</p>
        </div>
      </div>
      <ReasonField value={reason} onChange={setReason} problem={undoing.problem} label={words.duplicates.reason} />
    </DialogForm>
  );
}
