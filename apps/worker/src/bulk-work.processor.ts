import { Inject, Injectable } from '@nestjs/common';

import { BulkWork } from '#libs/placement';

import { idIn, type HandedWork, type Processor } from './processor.js';

/** Does confirmed bulk jobs and takes them back; each goes on where it stopped. */
@Injectable()
export class BulkWorkProcessor implements Processor {
  readonly topics = ['bulk.run', 'bulk.undo'];

  constructor(@Inject(BulkWork) private readonly bulk: BulkWork) {}

  perform(work: HandedWork): Promise<void> {
    const jobId = idIn(work, 'jobId');
    return work.topic === 'bulk.run' ? this.bulk.run(jobId) : this.bulk.undo(jobId);
  }
}
