import { Body, Controller, Get, Inject, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { Users, type Actor } from '#libs/access';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { ChangeUser, UserDto, UserList } from './user.dto.js';

@ApiTags('office')
@Controller('users')
export class UsersController {
  constructor(@Inject(Users) private readonly users: Users) {}

  @Get()
  @Action('user.list')
  @ApiOkResponse({ type: UserList })
  async list(@CurrentActor() actor: Actor): Promise<UserList> {
    return { items: await this.users.list(actor) };
  }

  @Patch(':id')
  @Action('user.change')
  @ApiOkResponse({ type: UserDto })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() form: ChangeUser,
  ): Promise<UserDto> {
    return this.users.setActive(actor, id, version, form.isActive);
  }
}
