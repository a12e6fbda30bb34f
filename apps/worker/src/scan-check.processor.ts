import { Inject, Injectable } from '@nestjs/common';

import { ScanCheck } from '#libs/documents';

import { idIn, type HandedWork, type Processor } from './processor.js';

/** Checks an uploaded scan: marks it clean or refused. */
@Injectable()
export class ScanCheckProcessor implements Processor {
  readonly topics = ['scan.check'];

  constructor(@Inject(ScanCheck) private readonly check: ScanCheck) {}

  perform(work: HandedWork): Promise<void> {
    return this.check.run(idIn(work, 'scanId'));
  }
}
