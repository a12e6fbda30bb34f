import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import {
  CONSENT_CHANNELS,
  CONSENT_GIVERS,
  type ConsentChannel,
  type ConsentGiver,
  type ConsentView as Shown,
  type NewConsent,
} from '#libs/candidates';
import { NOTICE_LANGUAGES, type LegalBasis, type NoticeLanguage, type PrivacyNotice } from '#libs/rulebook';

import { IsNote, IsPlainText } from '../http/validation.js';

const CONFIDENCES = ['verified', 'memory', 'inferred', 'practice'] as const satisfies readonly LegalBasis['confidence'][];

export class NoticeQuery {
  @ApiPropertyOptional({ enum: NOTICE_LANGUAGES, default: 'id' })
  @IsOptional()
  @IsIn(NOTICE_LANGUAGES, { message: 'Pilih id atau en.' })
  language?: NoticeLanguage;
}

export class NoticeSection {
  @ApiProperty() heading: string;
  @ApiProperty() text: string;
}

export class NoticeBasis implements LegalBasis {
  @ApiProperty({ example: 'UU 27/2022 pasal 21' }) text: string;
  @ApiPropertyOptional({ example: 'uu-27-2022' }) regulation?: string;
  @ApiPropertyOptional({ example: '21' }) article?: string;
  @ApiProperty({ enum: CONFIDENCES }) confidence: LegalBasis['confidence'];
}

/** What a person is told about the own data before it is recorded. */
export class PrivacyNoticeView implements PrivacyNotice {
  @ApiProperty({ example: '2026-01' }) version: string;
  @ApiProperty({ enum: NOTICE_LANGUAGES }) language: NoticeLanguage;
  @ApiProperty({ format: 'date' }) effectiveFrom: string;
  @ApiProperty({ type: NoticeBasis }) legalBasis: NoticeBasis;
  @ApiProperty() title: string;
  @ApiProperty({ type: [NoticeSection] }) sections: readonly NoticeSection[];
}

export class RecordConsent implements NewConsent {
  @ApiProperty({ maxLength: 40, example: '2026-01', description: 'Version of the notice that was given' })
  @IsPlainText(40)
  noticeVersion: string;

  @ApiProperty({ enum: NOTICE_LANGUAGES, description: 'Language in which it was given' })
  @IsIn(NOTICE_LANGUAGES, { message: 'Pilih id atau en.' })
  language: NoticeLanguage;

  @ApiProperty({ enum: CONSENT_CHANNELS, description: 'Read aloud, read by the person, or signed on paper' })
  @IsIn(CONSENT_CHANNELS, { message: 'Pilih dibacakan, dibaca sendiri, atau ditandatangani.' })
  channel: ConsentChannel;

  @ApiProperty({ enum: CONSENT_GIVERS })
  @IsIn(CONSENT_GIVERS, { message: 'Pilih yang bersangkutan atau wali.' })
  givenBy: ConsentGiver;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, description: 'Only when a guardian agrees' })
  @IsOptional()
  @IsPlainText(100)
  guardianName?: string | null;
}

export class WithdrawConsent {
  @ApiProperty({ minLength: 3, maxLength: 300 })
  @IsNote(300, 3)
  reason: string;
}

export class ConsentView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty() noticeVersion: string;
  @ApiProperty({ enum: NOTICE_LANGUAGES }) language: NoticeLanguage;
  @ApiProperty({ enum: CONSENT_CHANNELS }) channel: ConsentChannel;
  @ApiProperty({ enum: CONSENT_GIVERS }) givenBy: ConsentGiver;
  @ApiProperty({ type: String, nullable: true }) guardianName: string | null;
  @ApiProperty({ format: 'date-time' }) givenAt: string;
  @ApiProperty({ type: String, nullable: true }) recordedByName: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnByName: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawReason: string | null;
  @ApiProperty() version: number;
}

export class Consents {
  @ApiProperty({ type: [ConsentView] }) items: readonly ConsentView[];
}
