import { ApiProperty } from '@nestjs/swagger';

import { ENROLMENT_STATES, RESULTS, SEATS, type CourseView, type EnrolmentState, type Result, type Seat } from '#libs/training';

export class Course implements CourseView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) batchId: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the caller may not see that centre' }) batchName: string | null;
  @ApiProperty({ type: String, nullable: true }) programTitle: string | null;
  @ApiProperty({ type: String, nullable: true }) centerName: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) startsOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn: string | null;
  @ApiProperty({ enum: [...SEATS] }) seat: Seat;
  @ApiProperty({ enum: [...ENROLMENT_STATES] }) state: EnrolmentState;
  @ApiProperty({ enum: [...RESULTS], nullable: true }) result: Result | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) resultOn: string | null;
  @ApiProperty({ type: String, nullable: true }) certificateNo: string | null;
}

export class Courses {
  @ApiProperty({ type: [Course] }) items: readonly Course[];
}
