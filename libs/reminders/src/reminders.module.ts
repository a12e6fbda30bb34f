import { Module } from '@nestjs/common';

import { Deliveries } from './deliveries.service.js';
import { Digests } from './digests.service.js';
import { RemindersService } from './reminders.service.js';
import { Sweep } from './sweep.service.js';

@Module({ providers: [RemindersService, Sweep, Digests, Deliveries], exports: [RemindersService, Sweep, Digests, Deliveries] })
export class RemindersModule {}
