import { ApiProperty } from '@nestjs/swagger';

import { DOCUMENT_RULES, DOCUMENTS, EDITION, SCHEME_NAMES, STAGE_NAMES } from '#libs/rulebook';

export class NameDto {
  @ApiProperty() code: string;
  @ApiProperty() nameId: string;
  @ApiProperty() nameEn: string;
}

export class DocumentNameDto extends NameDto {
  @ApiProperty({ type: [String], description: 'Legal bases of the rules that ask for it' }) legalBasis: string[];
}

export class RulebookDto {
  @ApiProperty({ description: 'Hash of the rule files' }) edition: string;
  @ApiProperty({ type: [DocumentNameDto] }) documents: DocumentNameDto[];
  @ApiProperty({ type: [NameDto] }) stages: NameDto[];
  @ApiProperty({ type: [NameDto] }) schemes: NameDto[];
}

export function rulebookView(): RulebookDto {
  const basesOf = (code: string): string[] => [
    ...new Set(DOCUMENT_RULES.filter((rule) => rule.document === code).map((rule) => rule.legalBasis.text)),
  ];
  return {
    edition: EDITION,
    documents: DOCUMENTS.map(({ code, nameId, nameEn }) => ({ code, nameId, nameEn, legalBasis: basesOf(code) })),
    stages: STAGE_NAMES.map(nameOf),
    schemes: SCHEME_NAMES.map(nameOf),
  };
}

function nameOf({ code, nameId, nameEn }: NameDto): NameDto {
  return { code, nameId, nameEn };
}
