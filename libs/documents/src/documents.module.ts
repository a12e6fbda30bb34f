import { Module } from '@nestjs/common';

import { DeskService } from './desk.service.js';
import { DocumentsService } from './documents.service.js';
import { ScanCheck } from './scan-check.service.js';
import { ScanSweep } from './scan-sweep.service.js';
import { ScanVault } from './scan-vault.js';
import { ScansService } from './scans.service.js';

const services = [DeskService, DocumentsService, ScansService, ScanCheck, ScanSweep];

@Module({ providers: [...services, ScanVault], exports: services })
export class DocumentsModule {}
