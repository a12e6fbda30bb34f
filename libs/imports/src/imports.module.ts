import { Module } from '@nestjs/common';

import { CandidatesModule } from '#libs/candidates';

import { ImportCheck } from './import-check.service.js';
import { ImportExpiry } from './import-expiry.service.js';
import { ImportResult } from './import-result.service.js';
import { ImportSteps } from './import-steps.service.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportWrite } from './import-write.service.js';
import { ImportsService } from './imports.service.js';

const services = [ImportsService, ImportSteps, ImportResult, ImportCheck, ImportWrite, ImportUndo, ImportExpiry];

@Module({ imports: [CandidatesModule], providers: services, exports: services })
export class ImportsModule {}
