import { ApiProperty } from '@nestjs/swagger';

export class HomeItemView {
  @ApiProperty({ example: 'documents_waiting' }) code: string;
  @ApiProperty() count: number;
  @ApiProperty({ enum: ['urgent', 'attention', 'calm'] }) tone: 'urgent' | 'attention' | 'calm';
  @ApiProperty({ description: 'Page of the web app that lists what was counted' }) href: string;
}

export class HomeAnswer {
  @ApiProperty({ type: [HomeItemView] }) items: HomeItemView[];
  @ApiProperty({ format: 'date', description: "The office's calendar day" }) today: string;
}
