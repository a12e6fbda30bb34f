import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID } from 'class-validator';

import {
  HANDOVER_BOXES,
  HANDOVER_STATES,
  LEFT_CODES,
  type CaseLeft,
  type CaseWorker as ShownWorker,
  type HandoverBox,
  type HandoverDetail as ShownDetail,
  type HandoverState,
  type HandoverView as Shown,
  type LeftCode,
  type OfferOutcome,
  type PersonHandedOver as ShownPerson,
} from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { PageQuery } from '../http/page.dto.js';
import { IsNote } from '../http/validation.js';

const MOST_NAMED = 500;

export class HandoverQuery extends PageQuery {
  @ApiPropertyOptional({ enum: [...HANDOVER_BOXES], default: 'received' })
  @IsOptional()
  @IsIn(HANDOVER_BOXES, { message: 'Kotak tidak dikenal.' })
  box?: HandoverBox;

  @ApiPropertyOptional({ type: Boolean, description: 'Only those that wait for an answer, or only those that do not' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' || value === 'false' ? value === 'true' : value))
  @IsBoolean({ message: 'Isi true atau false.' })
  open?: boolean;
}

export class NewHandover {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'Pilih rekan dari daftar.' })
  toOfficerId: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: MOST_NAMED, description: 'Named people; or allOfOfficerId' })
  @IsOptional()
  @IsArray({ message: 'Isi sebagai daftar.' })
  @ArrayMinSize(1, { message: 'Pilih paling sedikit satu orang.' })
  @ArrayMaxSize(MOST_NAMED, { message: `Paling banyak ${MOST_NAMED} orang sekaligus.` })
  @IsUUID(undefined, { each: true, message: 'Pilih orang dari daftar.' })
  candidateIds?: string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'Everything in the charge of this officer; or candidateIds' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih petugas dari daftar.' })
  allOfOfficerId?: string;

  @ApiPropertyOptional({ description: 'Offer whoever can be offered; `left` names the others and why' })
  @IsOptional()
  @IsBoolean({ message: 'Isi true atau false.' })
  isPartial?: boolean;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 1000 })
  @IsOptional()
  @IsNote(1000)
  note?: string | null;
}

export class DeclineHandover {
  @ApiProperty({ minLength: 3, maxLength: 500 })
  @IsNote(500, 3)
  reason: string;
}

export class Colleague {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
}

export class HandoverView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ enum: [...HANDOVER_STATES] }) state: HandoverState;
  @ApiProperty({ type: Colleague }) fromOfficer: Colleague;
  @ApiProperty({ type: Colleague }) toOfficer: Colleague;
  @ApiProperty({ type: Colleague }) offeredBy: Colleague;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ format: 'date-time' }) offeredAt: string;
  @ApiProperty({ format: 'date', description: 'Three working days after the offer' }) dueOn: string;
  @ApiProperty() isOverdue: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt: string | null;
  @ApiProperty({ type: String, nullable: true }) answerReason: string | null;
  @ApiProperty() caseCount: number;
  @ApiProperty({ type: Number, nullable: true, description: 'How many changed hands when it was accepted' }) movedCount: number | null;
}

export class PersonHandedOver implements ShownPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true }) stage: Stage | null;
}

export class HandoverDetail extends HandoverView implements ShownDetail {
  @ApiProperty({ type: [PersonHandedOver], description: 'The first 200 people by name' }) people: readonly PersonHandedOver[];
}

export class HandoverList {
  @ApiProperty({ type: [HandoverView] }) items: readonly HandoverView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class CaseLeftView implements CaseLeft {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true }) caseNo: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null for somebody out of your area' }) fullName: string | null;
  @ApiProperty({ enum: LEFT_CODES }) code: LeftCode;
}

export class OfferedHandovers implements OfferOutcome {
  @ApiProperty({ type: [HandoverView], description: 'One for each officer who is in charge now' }) items: readonly HandoverView[];
  @ApiProperty({ type: [CaseLeftView], description: 'Who is not offered; only with isPartial' }) left: readonly CaseLeftView[];
}

export class CaseWorkerView implements ShownWorker {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() role: string;
  @ApiProperty({ example: '74.06' }) areaCode: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ description: 'False: the account is closed and its cases wait to be moved' }) isActive: boolean;
  @ApiProperty({ description: "People in this officer's charge inside your own area" }) cases: number;
}

export class CaseWorkers {
  @ApiProperty({ type: [CaseWorkerView] }) items: readonly CaseWorkerView[];
}
