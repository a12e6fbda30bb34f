import { Inject, Injectable } from '@nestjs/common';

import { Deliveries } from '#libs/reminders';

import { idIn, type HandedWork, type Processor } from './processor.js';

/** Delivers one notice on one channel; the outbox row is closed in the delivery's own transaction. */
@Injectable()
export class NoticeDeliverProcessor implements Processor {
  readonly topics = ['notice.deliver'];

  constructor(@Inject(Deliveries) private readonly deliveries: Deliveries) {}

  async perform(work: HandedWork): Promise<'closed'> {
    await this.deliveries.deliver(idIn(work, 'noticeId'), work.outboxId);
    return 'closed';
  }
}
