import { useQuery } from '@tanstack/react-query';

import { read } from '../api/client.js';
import type { RuleCatalogue } from '../api/types.js';
import { useLanguage } from '../language.js';

/** Names of the documents as the rulebook of the server has them. */
export function useDocumentNames(): { readonly nameOfDocument: (code: string) => string; readonly codes: readonly string[] } {
  const { code: language } = useLanguage();
  const rules = useQuery({ queryKey: ['/rules'], queryFn: ({ signal }) => read<RuleCatalogue>('/rules', signal), staleTime: Infinity });
  const documents = rules.data?.documents ?? [];
  return {
    codes: documents.map((document) => document.code),
    nameOfDocument: (code) => {
      const document = documents.find((one) => one.code === code);
      if (!document) return code.replaceAll('_', ' ');
      return language === 'id' ? document.nameId : document.nameEn;
    },
  };
}
