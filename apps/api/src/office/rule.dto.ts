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

const VALIDITY_KINDS = ['none', 'months_from_issue', 'date_on_document', 'days_before_departure'] as const;

export class ValidityDto {
  @ApiProperty({ enum: VALIDITY_KINDS }) kind: (typeof VALIDITY_KINDS)[number];
  @ApiProperty({ type: Number, nullable: true, description: 'Calendar months from its issue' }) months: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Days before departure' }) days: number | null;
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
  @ApiProperty({ type: [ValidityDto], description: 'How long it is good, by the rules that ask for it' }) validities: ValidityDto[];
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
    validities: validitiesOf(rules),
    bringId,
    bringEn,
  };
}

function validitiesOf(rules: readonly DocumentRule[]): ValidityDto[] {
  const all = rules.map(({ validity }) => ({
    kind: validity.kind,
    months: validity.kind === 'months_from_issue' ? validity.months : null,
    days: validity.kind === 'days_before_departure' ? validity.days : null,
  }));
  return all.filter((one, place) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === place);
}

function nameOf({ code, nameId, nameEn }: NameDto): NameDto {
  return { code, nameId, nameEn };
}
