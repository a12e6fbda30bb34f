import type { EmployerKind, MaritalStatus, Scheme, Sex, Stage } from '#libs/rulebook';

/** One step of a cycle as it was recorded. */
export interface DemoStep {
  readonly from: Stage | null;
  readonly to: Stage;
  readonly on: string;
  readonly reasonCode: string | null;
}

export interface DemoCycle {
  readonly id: string;
  readonly scheme: Scheme | null;
  readonly destinationCountry: string | null;
  readonly jobTitle: string | null;
  readonly jobCode: string | null;
  readonly employerName: string | null;
  readonly employerKind: EmployerKind | null;
  readonly placementAgency: string | null;
  readonly stage: Stage;
  readonly resumeStage: Stage | null;
  /** How far the papers go: the stage itself, or the one it stopped at. */
  readonly reached: Stage;
  readonly openedOn: string;
  readonly stageSince: string;
  readonly plannedDepartureOn: string | null;
  readonly departedOn: string | null;
  readonly arrivedOn: string | null;
  readonly returnedOn: string | null;
  readonly returnReason: string | null;
  readonly wasProcedural: boolean | null;
  readonly contractEndsOn: string | null;
  readonly steps: readonly DemoStep[];
}

export interface DemoPerson {
  readonly id: string;
  readonly fullName: string;
  readonly sex: Sex;
  readonly birthDate: string | null;
  readonly birthPlace: string;
  readonly maritalStatus: MaritalStatus | null;
  readonly education: string | null;
  readonly areaCode: string;
  readonly regencyCode: string;
  readonly nik: string | null;
  readonly kk: string | null;
  /** E.164 */
  readonly phone: string | null;
  readonly createdOn: string;
  readonly cycle: DemoCycle;
}

export interface DemoPaper {
  readonly id: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly cycleId: string | null;
  readonly documentCode: string;
  readonly state: 'submitted' | 'verified' | 'rejected';
  readonly number: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly verdict: string | null;
  readonly submittedOn: string;
  readonly verifiedOn: string | null;
  readonly closedReason: string | null;
  readonly enrolmentId: string | null;
  readonly trainingCenterId: string | null;
}

export interface DemoEnrolment {
  readonly id: string;
  readonly batch: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly seat: 'main' | 'reserve' | 'waiting' | 'none';
  readonly state: 'accepted' | 'waiting' | 'completed' | 'dropped_out';
  readonly queuedOn: string;
  readonly result: 'competent' | 'not_yet_competent' | null;
  readonly resultOn: string | null;
  readonly certificateNo: string | null;
  readonly dropReason: string | null;
}

/** The people who work in the demo office; all invented, password `demo`. */
export const ACCOUNTS = {
  petugas: {
    id: '01890000-0000-7000-8000-0000000000d1',
    displayName: 'Sari Wulandari, petugas BP3MI',
    role: 'bp3mi_officer',
    areaCode: '74',
    isAtCenter: false,
  },
  kepala: {
    id: '01890000-0000-7000-8000-0000000000d2',
    displayName: 'Hasan Tahir, kepala BP3MI',
    role: 'bp3mi_supervisor',
    areaCode: '74',
    isAtCenter: false,
  },
  blk: {
    id: '01890000-0000-7000-8000-0000000000d3',
    displayName: 'Wayan Sudarma, UPTD BLK Bombana',
    role: 'blk_staff',
    areaCode: null,
    isAtCenter: true,
  },
  bombana: {
    id: '01890000-0000-7000-8000-0000000000d4',
    displayName: 'Ratna Permata, Pemkab Bombana',
    role: 'district_official',
    areaCode: '74.06',
    isAtCenter: false,
  },
  wakatobi: {
    id: '01890000-0000-7000-8000-0000000000d5',
    displayName: 'La Ode Rahim, Pemkab Wakatobi',
    role: 'district_official',
    areaCode: '74.07',
    isAtCenter: false,
  },
  admin: {
    id: '01890000-0000-7000-8000-0000000000d6',
    displayName: 'Tono Gunawan, administrator',
    role: 'admin',
    areaCode: null,
    isAtCenter: false,
  },
} as const;

export const DEMO_PASSWORD = 'demo';
