import { CreateRoles1764000000100 } from './1764000000100-create-roles.js';
import { CreateAreasAndRules1764000000200 } from './1764000000200-create-areas-and-rules.js';
import { CreateAccess1764000000300 } from './1764000000300-create-access.js';
import { CreateCandidates1764000000400 } from './1764000000400-create-candidates.js';
import { CreateDocuments1764000000500 } from './1764000000500-create-documents.js';
import { CreateTraining1764000000600 } from './1764000000600-create-training.js';
import { CreatePartnerships1764000000700 } from './1764000000700-create-partnerships.js';
import { CreatePlacement1764000000800 } from './1764000000800-create-placement.js';
import { CreateReminders1764000000900 } from './1764000000900-create-reminders.js';
import { CreateImports1764000001000 } from './1764000001000-create-imports.js';
import { CreateDashboards1764000001100 } from './1764000001100-create-dashboards.js';
import { AnswerDashboards1764000001200 } from './1764000001200-answer-dashboards.js';
import { FindDuplicates1764000001300 } from './1764000001300-find-duplicates.js';
import { CreateRegistration1764000001400 } from './1764000001400-create-registration.js';
import { CreateScans1764000001500 } from './1764000001500-create-scans.js';
import { HoldDecisions1764000001600 } from './1764000001600-hold-decisions.js';
import { SearchNames1764000001700 } from './1764000001700-search-names.js';
import { CreateListWork1764000001710 } from './1764000001710-create-list-work.js';
import { KeepChanges1764000001800 } from './1764000001800-keep-changes.js';
import { RememberMappings1764000001900 } from './1764000001900-remember-mappings.js';
import { LimitGuesses1764000002000 } from './1764000002000-limit-guesses.js';
import { MergePeople1764000002100 } from './1764000002100-merge-people.js';
import { UnmergePeople1764000002110 } from './1764000002110-unmerge-people.js';
import { CreateHandovers1764000001810 } from './1764000001810-create-handovers.js';
import { KeepFamilyChanges1764000002200 } from './1764000002200-keep-family-changes.js';
import { TellLastDays1764000002210 } from './1764000002210-tell-last-days.js';
import { SweepChecklists1764000002300 } from './1764000002300-sweep-checklists.js';
import { ListWordsOfNames1764000002410 } from './1764000002410-list-words-of-names.js';
import { KeepRequests1764000002420 } from './1764000002420-keep-requests.js';
import { TotalStages1764000002430 } from './1764000002430-total-stages.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateRoles1764000000100,
  CreateAreasAndRules1764000000200,
  CreateAccess1764000000300,
  CreateCandidates1764000000400,
  CreateDocuments1764000000500,
  CreateTraining1764000000600,
  CreatePartnerships1764000000700,
  CreatePlacement1764000000800,
  CreateReminders1764000000900,
  CreateImports1764000001000,
  CreateDashboards1764000001100,
  AnswerDashboards1764000001200,
  FindDuplicates1764000001300,
  CreateRegistration1764000001400,
  CreateScans1764000001500,
  HoldDecisions1764000001600,
  SearchNames1764000001700,
  CreateListWork1764000001710,
  KeepChanges1764000001800,
  RememberMappings1764000001900,
  LimitGuesses1764000002000,
  CreateHandovers1764000001810,
  MergePeople1764000002100,
  UnmergePeople1764000002110,
  KeepFamilyChanges1764000002200,
  TellLastDays1764000002210,
  SweepChecklists1764000002300,
  ListWordsOfNames1764000002410,
  KeepRequests1764000002420,
  TotalStages1764000002430,
];
