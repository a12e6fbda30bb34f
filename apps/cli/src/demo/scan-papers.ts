import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { Access, AccessModule } from '#libs/access';
import { documentsEntities, DocumentsModule, openNumber, ScansService } from '#libs/documents';
import { PlatformModule, Seals, type Settings } from '#libs/platform';
import { addDays, documentName, nameKey } from '#libs/rulebook';

import { drawnPaper, type DrawnFacts } from './drawn-paper.js';

/** Readings run in processes of their own, and a small machine has two cores. */
const AT_ONCE = 2;

interface Waiting extends DrawnFacts {
  readonly id: string;
  readonly documentCode: string;
  readonly numberSealed: Buffer | null;
}

@Module({})
class ScanOffice {
  static with(settings: Settings): DynamicModule {
    return {
      module: ScanOffice,
      imports: [PlatformModule.with(settings, 'cli'), AccessModule.with(settings, [...documentsEntities]), DocumentsModule],
    };
  }
}

/** Draws a scan for every paper of the demo office that waits, so that the desk has something to look at. One of them carries
 *  another day of birth than the file: a task of the kind that offices meet every week. @returns how many */
export async function scanPapers(settings: Settings): Promise<number> {
  const office = await NestFactory.createApplicationContext(ScanOffice.with(settings), { logger: ['error', 'fatal'], abortOnError: false });
  try {
    const [access, scans, seals] = [
      office.get(Access, { strict: false }),
      office.get(ScansService, { strict: false }),
      office.get(Seals, { strict: false }),
    ];
    const waiting = await access.system('demo.scan', (rows) => rows.query<Waiting>(WAITING_SQL), { audited: false });
    const papers = waiting.map((paper, n) => ({ ...paper, ...(n === 1 && paper.birthDate && { birthDate: addDays(paper.birthDate, 9) }) }));
    const draw = async (paper: Waiting): Promise<void> => {
      const number = openNumber(seals, paper.id, paper.numberSealed);
      const file = await drawnPaper({ ...paper, title: documentName(paper.documentCode), number });
      await access.system(
        'demo.scan',
        async (rows) => {
          await scans.store(rows, paper.id, file);
          await rows.query(HOLDER_SQL, [paper.id, paper.holderName, nameKey(paper.holderName), paper.birthDate, paper.sex]);
        },
        { audited: false },
      );
    };
    const pile = [...papers];
    const hand = async (): Promise<void> => {
      for (let paper = pile.shift(); paper; paper = pile.shift()) await draw(paper);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    return papers.length;
  } finally {
    await office.close();
  }
}

const WAITING_SQL = `
SELECT d.id, d.document_code AS "documentCode", coalesce(d.issuer, '-') AS issuer, d.number_sealed AS "numberSealed", d.issued_on AS "issuedOn",
       d.expires_on AS "expiresOn", c.full_name AS "holderName", c.birth_date AS "birthDate", c.sex, NULL AS number, '' AS title
  FROM document d JOIN candidate c ON c.id = d.candidate_id
 WHERE d.state = 'submitted' AND d.source = 'demo'
   AND NOT EXISTS (SELECT FROM scan s WHERE s.document_id = d.id)
 ORDER BY d.submitted_at, d.id`;

const HOLDER_SQL = `
UPDATE document SET holder_name = $2, holder_name_key = $3, holder_birth_date = $4, holder_sex = $5 WHERE id = $1`;
