export type { BatchState, Counts, RowOutcome } from './batch.query.js';
export { FILE_FAULTS, ROW_CODES, type FileFault, type Language, type RowCode } from './codes.js';
export { FIELDS, type Field } from './columns.js';
export { ImportCheck } from './import-check.service.js';
export { ImportUndo } from './import-undo.service.js';
export type { ImportCellView, ImportRowView, ImportSummary, ImportView } from './import-view.js';
export { ImportWrite } from './import-write.service.js';
export { ImportsModule } from './imports.module.js';
export { ImportsService, MOST_FILE_BYTES, type UploadedFile } from './imports.service.js';
