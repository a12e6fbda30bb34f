import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Sessions } from '#libs/access';
import { problem } from '#libs/platform';

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

  /** The office can do its work: the database answers and no clock of the worker is late, else 503 which says what; ready
   *  again by itself. Whether this process lives is another question, and the one for restarting it. */
  @Get('ready')
  @Open()
  @ApiOkResponse({ type: Health })
  async ready(): Promise<Health> {
    const late = await this.sessions.lateClocks();
    if (late.length > 0)
      throw problem('unavailable', {
        errors: late.map(({ clock, minutes }) => ({
          pointer: `/clocks/${clock}`,
          code: 'clock-late',
          detail: `Pekerjaan berkala ${clock} terlambat ${minutes} menit. Periksa apakah worker berjalan.`,
        })),
      });
    return { status: 'ok' };
  }
}
