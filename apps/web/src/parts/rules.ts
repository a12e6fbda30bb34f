import { useQuery } from '@tanstack/react-query';

import { read } from '../api/client.js';
import type { DocumentKind, RejectionReason, RuleCatalogue } from '../api/types.js';
import { useLanguage } from '../language.js';
import { useMe } from '../session.js';

/** The rulebook of the server; it changes only with a new edition of the application. */
function useRules(): RuleCatalogue | undefined {
  return useQuery({ queryKey: ['/rules'], queryFn: ({ signal }) => read<RuleCatalogue>('/rules', signal), staleTime: Infinity }).data;
}

/** Names of the documents as the rulebook of the server has them, and what to take along for each. */
export function useDocumentNames(): {
  readonly nameOfDocument: (code: string) => string;
  readonly bringOf: (code: string) => string;
  readonly kindOf: (code: string) => DocumentKind | null;
  readonly codes: readonly string[];
} {
  const { code: language } = useLanguage();
  const documents = useRules()?.documents ?? [];
  const kindOf = (code: string) => documents.find((one) => one.code === code) ?? null;
  return {
    codes: documents.map((document) => document.code),
    kindOf,
    bringOf: (code) => kindOf(code)?.[language === 'id' ? 'bringId' : 'bringEn'] ?? '',
    nameOfDocument: (code) => kindOf(code)?.[language === 'id' ? 'nameId' : 'nameEn'] ?? code.replaceAll('_', ' '),
  };
}

/** Why a paper can be refused, in the order of the number keys. */
export function useRejectionReasons(): readonly RejectionReason[] {
  return useRules()?.rejectionReasons ?? [];
}

/** Does my role verify papers of this kind? The protection office verifies all; the server decides by the rule of the day. */
export function useIsVerifier(): (code: string) => boolean {
  const { role } = useMe();
  const { kindOf } = useDocumentNames();
  return (code) => {
    const roles: readonly string[] = kindOf(code)?.verifierRoles ?? [];
    return role === 'bp3mi_officer' || role === 'bp3mi_supervisor' || roles.includes(role);
  };
}
