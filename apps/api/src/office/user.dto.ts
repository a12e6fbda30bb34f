import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';

import { ROLES, type Role } from '#libs/access';

export class UserDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ type: String, nullable: true }) areaCode: string | null;
  @ApiProperty({ type: String, nullable: true }) areaName: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) trainingCenterId: string | null;
  @ApiProperty() isActive: boolean;
  @ApiProperty() version: number;
}

export class UserList {
  @ApiProperty({ type: [UserDto] }) items: UserDto[];
}

export class ChangeUser {
  @ApiProperty()
  @IsBoolean({ message: 'Isi true atau false.' })
  isActive: boolean;
}
