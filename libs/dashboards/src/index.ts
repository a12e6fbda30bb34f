export type { AreaLevel, AreaRow } from './area-dashboard.query.js';
export { definitionText, figureOf, findIndicator, INDICATOR_CODES, INDICATORS, type IndicatorCode } from './catalogue.js';
export { CORRECT_COUNTERS, COUNTER_DIFFERENCES, FIRST_COUNTERS, RECOUNT_STAGES } from './counter-differences.query.js';
export { DashboardsModule } from './dashboards.module.js';
export {
  DashboardsService,
  type CellView,
  type DashboardView,
  type DefinitionView,
  type IndicatorView,
  type Question,
  type SubAreaView,
} from './dashboards.service.js';
export type { HomeCount, HomeView } from './home.service.js';
export { HomeService } from './home.service.js';
export type { Figure, IndicatorDefinition, Language, Words } from './indicator.js';
export { indicatorPage } from './indicator-page.js';
export { Reconciliation, type CounterDifference } from './reconciliation.service.js';
export { SearchService, type AgreementFound, type BatchFound, type Found, type SearchQuestion } from './search.service.js';
