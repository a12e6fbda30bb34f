import { Button } from '@mantine/core';
import { useState } from 'react';

import type { OfferedHandovers } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { shortName, useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { Go } from '../../parts/go.js';
import { OfferDialog } from '../handovers/offer-dialog.js';
import { Chosen } from './chosen.js';
import type { Filters } from './filters.js';
import type { Selection } from './use-selection.js';

/** The server takes so many people in one offer. */
const MOST = 500;

interface OfferSelectedProps {
  readonly selection: Selection;
  readonly filters: Filters;
  readonly onClose: (isDone: boolean) => void;
}

/** Hands everybody who is selected to a colleague, and tells of each who stays why. */
export function OfferSelected({ selection, filters, onClose }: OfferSelectedProps) {
  const words = useWords();
  const format = useFormat();
  const [outcome, setOutcome] = useState<OfferedHandovers | null>(null);
  if (outcome) return <Outcome outcome={outcome} onClose={() => onClose(true)} />;
  const title = words.handover.offerMany(format.number(selection.count));
  return (
    <Chosen title={title} selection={selection} filters={filters} most={MOST} onClose={() => onClose(false)}>
      {(candidateIds) => (
        <OfferDialog
          title={title}
          cases={{ candidateIds, isPartial: true }}
          giverId={null}
          onDone={setOutcome}
          onClose={() => onClose(false)}
        />
      )}
    </Chosen>
  );
}

function Outcome({ outcome: { items, left }, onClose }: { readonly outcome: OfferedHandovers; readonly onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  return (
    <Dialog title={words.handover.outcome} onClose={onClose} isWide>
      {items.length === 0 && <p role="status">{words.handover.nobodyOffered}</p>}
      {items.map((one) => (
        <p key={one.id} role="status">
          {words.handover.offeredTo(
            format.number(one.caseCount),
            shortName(one.fromOfficer.name ?? '–'),
            shortName(one.toOfficer.name ?? '–'),
            one.state === 'accepted',
          )}
        </p>
      ))}
      {left.length > 0 && (
        <table className="table table-stacks">
          <caption>{words.handover.leftTitle(left.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.candidates.name}</th>
              <th scope="col">{words.handover.leftWhy}</th>
            </tr>
          </thead>
          <tbody>
            {left.map(({ id, fullName, caseNo, code }) => (
              <tr key={id}>
                <th scope="row">
                  {fullName ? <Go to={`/cpmi/${id}`}>{fullName}</Go> : words.lists.elsewhere}
                  {caseNo && <span className="under">{caseNo}</span>}
                </th>
                <td>{words.handover.left[code]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="form-buttons">
        {items.length > 0 && <Go to="/serah-terima">{words.handover.toHandovers}</Go>}
        <Button onClick={onClose}>{words.common.close}</Button>
      </div>
    </Dialog>
  );
}
