import { useState } from 'react';

import type { Candidate } from '../../api/types.js';
import { shortName, useWords } from '../../language.js';
import { useMay, useMe } from '../../session.js';
import { OfferDialog } from '../handovers/offer-dialog.js';

/** Who is in charge of this person, and the way to hand the person to a colleague. */
export function OfficerInCharge({ candidate }: { readonly candidate: Candidate }) {
  const words = useWords();
  const may = useMay();
  const me = useMe();
  const [isGiving, setGiving] = useState(false);
  const officerId = candidate.cycle?.officerId ?? candidate.officer?.id ?? null;
  const mayGive = may('handover.offer') && (me.role === 'bp3mi_supervisor' || officerId === me.userId);
  return (
    <>
      {candidate.officer ? shortName(candidate.officer.name) : words.candidate.noOfficer}
      {mayGive && (
        <>
          {' '}
          <button type="button" className="link-button" onClick={() => setGiving(true)}>
            {words.handover.offer}
          </button>
        </>
      )}
      {isGiving && (
        <OfferDialog
          title={words.handover.offerOne(candidate.fullName)}
          cases={{ candidateIds: [candidate.id] }}
          giverId={officerId}
          onClose={() => setGiving(false)}
        />
      )}
    </>
  );
}
