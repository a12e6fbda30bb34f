import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

import { actionsOf, ROLES, type Actor, type DemoAccount } from '#libs/access';
import type { Mode } from '#libs/platform';

export class SignIn {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsString()
  @Length(1, 100, { message: 'Isi nama pengguna.' })
  username: string;

  @ApiProperty({ minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200, { message: 'Isi kata sandi.' })
  password: string;
}

export class AreaName {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

export class Me {
  @ApiProperty({ format: 'uuid' }) userId: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: string;
  @ApiProperty({ type: AreaName, nullable: true }) area: AreaName | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) trainingCenterId: string | null;
  @ApiProperty({ type: [String], description: 'Verbs this role may use; the server decides again each time' }) actions: string[];
  @ApiProperty({ enum: ['demo', 'production'] }) mode: string;
  @ApiProperty({ format: 'date', description: 'Calendar day of the office (WITA)' }) today: string;
}

export class DemoAccountView {
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: string;
  @ApiProperty({ type: String, nullable: true }) areaName: string | null;
}

export class DemoAccounts {
  @ApiProperty({ type: [DemoAccountView] }) items: DemoAccountView[];
}

export function meView(actor: Actor, mode: Mode, today: string): Me {
  return {
    userId: actor.userId,
    username: actor.username,
    displayName: actor.displayName,
    role: actor.role,
    area: actor.areaCode && actor.areaName ? { code: actor.areaCode, name: actor.areaName } : null,
    trainingCenterId: actor.trainingCenterId,
    actions: actionsOf(actor.role),
    mode,
    today,
  };
}

export function demoAccountsView(accounts: readonly DemoAccount[]): DemoAccounts {
  return { items: accounts.map((account) => ({ ...account })) };
}
