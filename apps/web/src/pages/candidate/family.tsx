import { Button } from '@mantine/core';
import { useState } from 'react';

import type { Candidate, FamilyContact, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { ContactFields } from '../../parts/contact-fields.js';
import type { ContactTyped } from '../../parts/contact-fields.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMay } from '../../session.js';

import { ConsentPart } from './consents.js';
import { RevealNumber } from './reveal.js';

type Open =
  { readonly kind: 'change'; readonly contact: FamilyContact | null } | { readonly kind: 'remove'; readonly contact: FamilyContact };

/** Who can be reached for this person and who signs the permission, and what the person agreed to. */
export function FamilyPart({ candidate }: { readonly candidate: Candidate }) {
  return (
    <div className="columns">
      <Family candidateId={candidate.id} />
      <ConsentPart candidateId={candidate.id} />
    </div>
  );
}

function Family({ candidateId }: { readonly candidateId: string }) {
  const words = useWords();
  const may = useMay();
  const contacts = useRead<Pick<Page<FamilyContact>, 'items'>>(`/candidates/${candidateId}/family-contacts`);
  const [open, setOpen] = useState<Open | null>(null);
  const add = may('family.record') && (
    <Button variant="default" leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen({ kind: 'change', contact: null })}>
      {words.family.add}
    </Button>
  );
  const isEmpty = contacts.data?.items.length === 0;
  return (
    <Section title={words.family.title} note={words.family.note} actions={!isEmpty && contacts.data && add}>
      <ProblemNotice problem={contacts.problem} retry={contacts.retry} />
      {!contacts.data && !contacts.problem && <Loading lines={3} />}
      {isEmpty && <Empty title={words.family.none} next={words.family.noneNext} action={add} />}
      <ul className="lines">
        {(contacts.data?.items ?? []).map((contact) => (
          <li key={contact.id}>
            <div className="contact-line">
              <p>
                <strong>{contact.name}</strong>, {nameOf(words.family.relationNames, contact.relation).toLowerCase()}
              </p>
              {(contact.isEmergency || contact.givesPermission) && (
                <p className="badges">
                  {contact.isEmergency && <Badge tone="sea">{words.family.isEmergency}</Badge>}
                  {contact.givesPermission && <Badge tone="indigo">{words.family.givesPermission}</Badge>}
                </p>
              )}
              {contact.address && <p className="soft">{contact.address}</p>}
              <RevealNumber
                action="family.reveal"
                path={`/family-contacts/${contact.id}/reveal`}
                title={words.family.revealTitle(contact.name)}
                showLabel={words.family.revealLabel(contact.name)}
                masked={contact.phoneMasked}
              />
            </div>
            {may('family.record') && (
              <span className="draft-actions">
                <button
                  type="button"
                  className="link-button"
                  aria-label={`${words.family.change}: ${contact.name}`}
                  onClick={() => setOpen({ kind: 'change', contact })}
                >
                  {words.family.change}
                </button>
                <button
                  type="button"
                  className="link-button"
                  aria-label={words.family.removeLabel(contact.name)}
                  onClick={() => setOpen({ kind: 'remove', contact })}
                >
                  {words.family.remove}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open?.kind === 'change' && <ContactDialog candidateId={candidateId} contact={open.contact} onClose={() => setOpen(null)} />}
      {open?.kind === 'remove' && <RemoveDialog contact={open.contact} onClose={() => setOpen(null)} />}
    </Section>
  );
}

interface ContactDialogProps {
  readonly candidateId: string;
  /** Null: a new one. */
  readonly contact: FamilyContact | null;
  readonly onClose: () => void;
}

function ContactDialog({ candidateId, contact, onClose }: ContactDialogProps) {
  const words = useWords();
  const toast = useToast();
  const before: ContactTyped = {
    name: contact?.name ?? '',
    relation: contact?.relation ?? 'parent',
    phone: '',
    address: contact?.address ?? '',
    isEmergency: contact?.isEmergency ?? false,
    givesPermission: contact?.givesPermission ?? false,
  };
  const [values, setValues] = useState(before);
  const saving = useSend<FamilyContact>({
    onDone: () => {
      toast(words.family.saved);
      onClose();
    },
  });
  const submit = () => {
    const { name, relation, isEmergency, givesPermission } = values;
    const phone = values.phone.trim();
    const address = values.address.trim();
    const given = { name: name.trim(), relation, isEmergency, givesPermission, ...(phone && { phone }) };
    if (contact) {
      const path = `/family-contacts/${contact.id}`;
      saving.submit({ method: 'PATCH', path, body: { ...given, address: address || null }, version: contact.version });
    } else saving.submit({ path: `/candidates/${candidateId}/family-contacts`, body: { ...given, ...(address && { address }) } });
  };
  return (
    <DialogForm
      title={contact ? words.family.changeTitle : words.family.add}
      action={words.common.save}
      onSubmit={submit}
      onClose={onClose}
      isSending={saving.isSending}
      problem={saving.problem}
      isWide
    >
      <ContactFields
        values={values}
        change={(part) => setValues((typed) => ({ ...typed, ...part }))}
        refusalOf={(field) => saving.problem?.fieldError(field) ?? null}
        phoneHint={contact?.phoneMasked ? words.candidate.keepEmpty(contact.phoneMasked) : undefined}
      />
    </DialogForm>
  );
}

function RemoveDialog({ contact, onClose }: { readonly contact: FamilyContact; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const removing = useSend<null>({
    onDone: () => {
      toast(words.family.removed);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.family.removeTitle(contact.name)}
      action={words.family.remove}
      tone="brick"
      onSubmit={() => removing.submit({ method: 'DELETE', path: `/family-contacts/${contact.id}`, version: contact.version })}
      onClose={onClose}
      isSending={removing.isSending}
      problem={removing.problem}
    >
      <p>{words.family.removeText}</p>
    </DialogForm>
  );
}
