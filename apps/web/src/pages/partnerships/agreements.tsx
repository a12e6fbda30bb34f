import { useState } from 'react';

import type { Agreement } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';
import { VersionedForm } from '../../parts/versioned-form.js';
import { useMay } from '../../session.js';

export function Agreements({ filter }: { readonly filter: string | undefined }) {
  const words = useWords();
  const list = useList<Agreement>('/agreements', { filter });
  return (
    <>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.partnerships.noAgreements} next={words.partnerships.noAgreementsNext} />
      )}
      {list.items.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.partnerships.agreement}</th>
              <th scope="col">{words.partnerships.counterpart}</th>
              <th scope="col">{words.partnerships.state}</th>
              <th scope="col">{words.partnerships.validity}</th>
              <th scope="col">{words.checklist.action}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((agreement) => (
              <AgreementRow key={agreement.id} agreement={agreement} />
            ))}
          </tbody>
        </table>
      )}
      <LoadMore list={list} />
    </>
  );
}

function AgreementRow({ agreement }: { readonly agreement: Agreement }) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const [isEditing, setEditing] = useState(false);
  return (
    <tr>
      <th scope="row">
        {agreement.title}
        <span className="under">
          {nameOf(words.terms.agreementType, agreement.type)} · {agreement.areaName}
        </span>
      </th>
      <td>
        {agreement.counterpartOffice}
        {agreement.counterpartPerson && <span className="under">{agreement.counterpartPerson}</span>}
      </td>
      <td>
        <AgreementState agreement={agreement} />
      </td>
      <td>
        {agreement.expiresOn ? words.partnerships.until(format.shortDay(agreement.expiresOn)) : words.partnerships.noEnd}
        {agreement.daysLeft !== null && agreement.daysLeft >= 0 && agreement.state === 'active' && (
          <span className={agreement.isExpiring ? 'under is-late' : 'under'}>{words.partnerships.daysLeft(agreement.daysLeft)}</span>
        )}
        {agreement.signedOn && <span className="under">{words.partnerships.signedOn(format.shortDay(agreement.signedOn))}</span>}
      </td>
      <td>
        {may('agreement.record') && (
          <button
            type="button"
            className="link-button"
            onClick={() => setEditing(true)}
            aria-label={`${words.partnerships.editAgreement}: ${agreement.title}`}
          >
            {words.partnerships.editAgreement}
          </button>
        )}
        {isEditing && <EditAgreement agreement={agreement} onClose={() => setEditing(false)} />}
      </td>
    </tr>
  );
}

function AgreementState({ agreement }: { readonly agreement: Agreement }) {
  const words = useWords();
  if (agreement.isExpired) return <Badge tone="brick">{words.partnerships.expired}</Badge>;
  if (agreement.isExpiring) return <Badge tone="sun">{words.partnerships.expiring}</Badge>;
  return (
    <>
      <Badge tone={agreement.state === 'active' ? 'leaf' : 'plain'}>{nameOf(words.terms.agreementState, agreement.state)}</Badge>
      {agreement.blockedReason && <span className="under">{agreement.blockedReason}</span>}
    </>
  );
}

function EditAgreement({ agreement, onClose }: { readonly agreement: Agreement; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <VersionedForm
      title={words.partnerships.editAgreement}
      path={`/agreements/${agreement.id}`}
      view={agreement}
      valuesOf={(view) => ({
        title: view.title,
        state: view.state,
        counterpartOffice: view.counterpartOffice,
        counterpartPerson: view.counterpartPerson ?? '',
        numberFirstParty: view.numberFirstParty ?? '',
        numberSecondParty: view.numberSecondParty ?? '',
        signedOn: view.signedOn ?? '',
        effectiveOn: view.effectiveOn ?? '',
        expiresOn: view.expiresOn ?? '',
        blockedReason: view.blockedReason ?? '',
      })}
      done={words.partnerships.saved}
      onClose={onClose}
      fields={[
        { name: 'title', label: words.partnerships.agreementTitle, kind: 'text', required: true },
        { name: 'state', label: words.partnerships.state, kind: 'choice', names: words.terms.agreementState, required: true },
        { name: 'counterpartOffice', label: words.partnerships.counterpart, kind: 'text', required: true },
        { name: 'counterpartPerson', label: words.partnerships.person, kind: 'text' },
        { name: 'numberFirstParty', label: words.partnerships.numberFirst, kind: 'text' },
        { name: 'numberSecondParty', label: words.partnerships.numberSecond, kind: 'text' },
        { name: 'signedOn', label: words.partnerships.signed, kind: 'day' },
        { name: 'effectiveOn', label: words.partnerships.effective, kind: 'day' },
        { name: 'expiresOn', label: words.partnerships.expires, kind: 'day' },
        { name: 'blockedReason', label: words.partnerships.blockedReason, kind: 'text' },
      ]}
    />
  );
}
