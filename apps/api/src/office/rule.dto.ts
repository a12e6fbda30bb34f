import { ApiProperty } from '@nestjs/swagger';

import {
  adviceFor,
  datesNeededFor,
  DOCUMENT_RULES,
  DOCUMENTS,
  EDITION,
  REJECTION_REASONS,
  SCHEME_NAMES,
  STAGE_NAMES,
  type DocumentRule,
  type RejectionReason,
} from '#libs/rulebook';

type VerifierRole = DocumentRule['verifierRole'];
const VERIFIER_ROLES = ['bp3mi_officer', 'labour_placement_officer', 'blk_staff'] as const satisfies readonly VerifierRole[];

export class NameDto {
  @ApiProperty() code: string;
  @ApiProperty() nameId: string;
  @ApiProperty() nameEn: string;
}

export class DocumentNameDto extends NameDto {
  @ApiProperty({ type: [String], description: 'Legal bases of the rules that ask for it' }) legalBasis: string[];
  @ApiProperty({ description: 'Where it comes from' }) issuer: string;
  @ApiProperty({
    enum: ['issuedOn', 'expiresOn'],
    isArray: true,
    description: 'Dates to be read off the original before it can be verified',
  })
  dates: ('issuedOn' | 'expiresOn')[];
  @ApiProperty({ enum: VERIFIER_ROLES, isArray: true, description: 'Roles of the rules that ask for it' })
  verifierRoles: VerifierRole[];
  @ApiProperty({ description: 'What to take along when handing it in' }) bringId: string;
  @ApiProperty() bringEn: string;
}

export class RejectionReasonDto extends NameDto implements RejectionReason {
  @ApiProperty({ enum: ['issuer', 'office'], description: 'Where the paper is mended' }) whereTo: 'issuer' | 'office';
  @ApiProperty({ description: 'What is wrong, for the person who brought it' }) textId: string;
  @ApiProperty() textEn: string;
  @ApiProperty({ description: 'What to bring' }) bringId: string;
  @ApiProperty() bringEn: string;
}

export class RulebookDto {
  @ApiProperty({ description: 'Hash of the rule files' }) edition: string;
  @ApiProperty({ type: [DocumentNameDto] }) documents: DocumentNameDto[];
  @ApiProperty({ type: [RejectionReasonDto], description: 'In the order of the number keys at the desk' })
  rejectionReasons: RejectionReasonDto[];
  @ApiProperty({ type: [NameDto] }) stages: NameDto[];
  @ApiProperty({ type: [NameDto] }) schemes: NameDto[];
}

export function rulebookView(): RulebookDto {
  return {
    edition: EDITION,
    documents: DOCUMENTS.map(({ code, nameId, nameEn }) => ({ code, nameId, nameEn, ...asksOf(code) })),
    rejectionReasons: REJECTION_REASONS.map((reason) => ({ ...reason })),
    stages: STAGE_NAMES.map(nameOf),
    schemes: SCHEME_NAMES.map(nameOf),
  };
}

function asksOf(code: string): Omit<DocumentNameDto, keyof NameDto> {
  const rules = DOCUMENT_RULES.filter((rule) => rule.document === code);
  const { bringId, bringEn } = adviceFor(code);
  return {
    legalBasis: [...new Set(rules.map((rule) => rule.legalBasis.text))],
    issuer: rules[0]?.issuer ?? '',
    dates: [...datesNeededFor(code)],
    verifierRoles: [...new Set(rules.map((rule) => rule.verifierRole))],
    bringId,
    bringEn,
  };
}

function nameOf({ code, nameId, nameEn }: NameDto): NameDto {
  return { code, nameId, nameEn };
}
