import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

import type {
  BlockingPaper as ShownBlocking,
  BoardCell as ShownCell,
  DepartureBoard as ShownBoard,
  DepartureGroup as ShownGroup,
  DeparturePerson as ShownPerson,
} from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { IsDay } from '../http/validation.js';

const ITEM_STATES = ['missing', 'submitted', 'verified', 'rejected', 'expiring', 'expired', 'waived'] as const;
const ACTORS = ['officer', 'issuer', 'bp3mi_officer', 'labour_placement_officer', 'blk_staff'] as const;
type ItemState = (typeof ITEM_STATES)[number];

export class DepartureQuery {
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  to?: string;

  @ApiPropertyOptional({ example: '74.06' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { message: 'Kode wilayah tidak dikenal, contoh: 74.06.' })
  area?: string;
}

export class DepartureGroup implements ShownGroup {
  @ApiProperty({ example: '2026-03-01~JP~9f86d081884c' }) key: string;
  @ApiProperty({ format: 'date' }) plannedDepartureOn: string;
  @ApiProperty({ type: String, nullable: true, example: 'JP' }) destinationCountry: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Agency, or employer where there is none' }) groupName: string | null;
  @ApiProperty() people: number;
  @ApiProperty({ description: 'Whose required papers are all in order' }) ready: number;
}

export class DepartureGroups {
  @ApiProperty({ type: [DepartureGroup] }) items: readonly DepartureGroup[];
}

export class OpenPaperState {
  @ApiProperty() documentCode: string;
  @ApiProperty({ enum: [...ITEM_STATES] }) state: ItemState;
}

export class BoardCell implements ShownCell {
  @ApiProperty({ enum: [...STAGES] }) neededFor: Stage;
  @ApiProperty() required: number;
  @ApiProperty() inOrder: number;
  @ApiProperty({ type: [OpenPaperState] }) open: readonly OpenPaperState[];
}

export class BlockingPaper implements ShownBlocking {
  @ApiProperty() documentCode: string;
  @ApiProperty({ enum: [...ITEM_STATES] }) state: ItemState;
  @ApiProperty({ format: 'date' }) finishesOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastDayToAsk: string | null;
  @ApiProperty({ enum: [...ACTORS], description: 'officer: the paper must be got; issuer: it was asked for; else the role that checks it' })
  actor: (typeof ACTORS)[number];
}

export class DeparturePerson implements ShownPerson {
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty() caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES] }) stage: Stage;
  @ApiProperty({ type: String, nullable: true }) officerName: string | null;
  @ApiProperty() isReady: boolean;
  @ApiProperty({ format: 'date' }) earliestReadyOn: string;
  @ApiProperty({ type: Boolean, nullable: true }) planHolds: boolean | null;
  @ApiProperty({ type: BlockingPaper, nullable: true }) blocking: BlockingPaper | null;
  @ApiProperty({ type: [BoardCell] }) cells: readonly BoardCell[];
}

export class DepartureBoard extends DepartureGroup implements ShownBoard {
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty() planHolds: boolean;
  @ApiProperty({ format: 'date', description: 'First day on which everybody could leave together' }) earliestReadyOn: string;
  @ApiProperty({ enum: [...STAGES], isArray: true, description: 'Stages for which papers are needed, in order' }) columns: readonly Stage[];
  @ApiProperty({ type: [DeparturePerson], description: 'Whoever holds the others back first; at most 100' })
  persons: readonly DeparturePerson[];
}
