import { Inject, Injectable } from '@nestjs/common';

import { ImportCheck, ImportUndo, ImportWrite } from '#libs/imports';

import { idIn, type HandedWork, type Processor } from './processor.js';

/** Checks uploaded lists, writes confirmed ones and takes them back; each goes on where it stopped, or begins anew. */
@Injectable()
export class ImportCheckProcessor implements Processor {
  readonly topics = ['import.check', 'import.write', 'import.undo'];

  constructor(
    @Inject(ImportCheck) private readonly check: ImportCheck,
    @Inject(ImportWrite) private readonly write: ImportWrite,
    @Inject(ImportUndo) private readonly undo: ImportUndo,
  ) {}

  perform(work: HandedWork): Promise<void> {
    const batchId = idIn(work, 'batchId');
    if (work.topic === 'import.check') return this.check.run(batchId);
    return work.topic === 'import.write' ? this.write.run(batchId) : this.undo.run(batchId, idIn(work, 'askedBy'));
  }
}
