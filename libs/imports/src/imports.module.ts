import { Module } from '@nestjs/common';

import { CandidatesModule } from '#libs/candidates';

import { ImportCheck } from './import-check.service.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportWrite } from './import-write.service.js';
import { ImportsService } from './imports.service.js';

@Module({
  imports: [CandidatesModule],
  providers: [ImportsService, ImportCheck, ImportWrite, ImportUndo],
  exports: [ImportsService, ImportCheck, ImportWrite, ImportUndo],
})
export class ImportsModule {}
