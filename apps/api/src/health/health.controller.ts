import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Sessions } from '#libs/access';

import { Open } from '../http/action.js';

class Health {
  @ApiProperty({ enum: ['ok'] }) status: 'ok';
}

@ApiTags('machine')
@Controller('health')
export class HealthController {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  /** The process answers. */
  @Get('live')
  @Open()
  @ApiOkResponse({ type: Health })
  live(): Health {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers, else 503; ready again by itself. */
  @Get('ready')
  @Open()
  @ApiOkResponse({ type: Health })
  async ready(): Promise<Health> {
    await this.sessions.ping();
    return { status: 'ok' };
  }
}
