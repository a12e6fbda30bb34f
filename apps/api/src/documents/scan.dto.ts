import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Matches, Min } from 'class-validator';

import {
  MOST_SCAN_BYTES,
  SCAN_KINDS,
  SCAN_REFUSALS,
  SCAN_STATES,
  type ScanKind,
  type ScanLink,
  type ScanPage,
  type ScanState,
  type ScanView as Shown,
} from '#libs/documents';

export class AnnounceScan {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_SCAN_BYTES, description: 'Bytes of the whole file' })
  @IsInt({ message: 'Ukuran berkas harus bilangan bulat.' })
  @Min(1, { message: 'Berkas kosong. Pilih berkas lain.' })
  size: number;

  @ApiPropertyOptional({ example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', description: 'Of the whole file' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'SHA-256 ditulis dengan 64 angka heksadesimal kecil.' })
  sha256?: string;
}

export class ScanPageView implements ScanPage {
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer', description: 'Pixels' }) width: number;
  @ApiProperty({ type: 'integer', description: 'Pixels' }) height: number;
}

export class ScanRefusalView {
  @ApiProperty({ enum: Object.keys(SCAN_REFUSALS) }) code: string;
  @ApiProperty({ description: 'What is wrong and what to do, in the language of the request' }) detail: string;
}

export class ScanView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) documentId: string;
  @ApiProperty({ enum: SCAN_STATES }) state: ScanState;
  @ApiProperty({ type: 'integer', description: 'Bytes stored so far; the next part begins here' }) received: number;
  @ApiProperty({ type: 'integer', description: 'Bytes of the file as sent' }) size: number;
  @ApiProperty({ enum: SCAN_KINDS, nullable: true }) kind: ScanKind | null;
  @ApiProperty({ type: [ScanPageView] }) pages: readonly ScanPageView[];
  @ApiProperty({ type: ScanRefusalView, nullable: true }) refusal: ScanRefusalView | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, nullable: true }) createdByName: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the file as sent, once it is checked' }) sha256: string | null;
}

export class Scans {
  @ApiProperty({ type: [ScanView] }) items: readonly ScanView[];
}

export class ScanPageLink {
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ description: 'For <img>; opens in this session only' }) href: string;
}

export class ScanLinkView {
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: [ScanPageLink] }) pages: readonly ScanPageLink[];
}

/** Addresses of the pages below this interface. */
export function scanLinkView({ expiresAt, ticket, pages }: ScanLink): ScanLinkView {
  return { expiresAt, pages: pages.map((page) => ({ page, href: `/api/v1/scan-pages/${ticket}/${page}` })) };
}
