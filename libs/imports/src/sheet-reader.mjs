// Runs in a thread of its own with a bounded heap, as plain JavaScript, so that Node loads the same file from libs/ and
// from dist/. It gets bytes that zip-look.ts has already judged, and answers with batches of rows; it decides nothing.
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { crc32, createInflateRaw } from 'node:zlib';
import { parse } from 'csv-parse';

import { likelyDelimiter, utf8Of } from './csv-text.mjs';

/** @typedef {{ kind: 'text' | 'number' | 'date' | 'formula' | 'error', text: string }} Cell */
/** @typedef {{ name: string, method: 0 | 8, start: number, packedBytes: number, unpackedBytes: number, crc32: number }} ZipEntry */

const BATCH_ROWS = 250;
const BATCHES_AHEAD = 2;
const SLICE_BYTES = 64 * 1024;
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class Refused extends Error {
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

const { kind, bytes, entries, maxRows, maxCells, maxSheets } = workerData;
const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

let ahead = 0;
let goOn = () => undefined;
parentPort.on('message', () => {
  ahead--;
  goOn();
});

try {
  if (kind === 'xlsx') await readWorkbook();
  else await readCsv();
  parentPort.postMessage({ kind: 'end' });
} catch (fault) {
  parentPort.postMessage({ kind: 'refused', fault: fault instanceof Refused ? fault.fault : 'sheet-broken' });
}
parentPort.unref();

/** Waits until the rows sent so far are taken, but for a few. */
async function room() {
  while (ahead > BATCHES_AHEAD) await new Promise((resolve) => (goOn = resolve));
}

async function readWorkbook() {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (name) => byName.get(name.replace(/^\//, '').toLowerCase());
  const workbookName = (await relations(part('_rels/.rels'), '')).find((link) => link.type.endsWith('/officeDocument'))?.target;
  const workbook = workbookName && part(workbookName);
  if (!workbook) throw new Refused('file-not-excel');
  const folder = workbookName.includes('/') ? workbookName.slice(0, workbookName.lastIndexOf('/') + 1) : '';
  const links = await relations(part(`${folder}_rels/${workbookName.slice(folder.length)}.rels`), folder);
  const { sheets, startsIn1904 } = await sheetList(workbook, links);
  // A letter or a slide show is a ZIP of the same kind, but no sheet hangs on it.
  if (sheets.length === 0) throw new Refused('file-not-excel');
  const target = (type) => part(links.find((link) => link.type.endsWith(type))?.target ?? '');
  const isDateStyle = await dateStyles(target('/styles'));
  const shared = await sharedTexts(target('/sharedStrings'));
  for (const sheet of sheets.slice(0, maxSheets)) {
    const entry = part(sheet.target);
    if (!entry) throw new Refused('sheet-broken');
    parentPort.postMessage({ kind: 'sheet', name: sheet.name, startsIn1904 });
    await readSheet(entry, { shared, isDateStyle, startsIn1904 });
  }
}

async function relations(entry, folder) {
  const links = [];
  if (!entry) return links;
  await scan(entry, {
    open(name, tag) {
      if (name !== 'Relationship' || attribute(tag, 'TargetMode') === 'External') return;
      const target = attribute(tag, 'Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : new URL(`file:///${folder}${target}`).pathname.slice(1);
      links.push({ id: attribute(tag, 'Id'), type: attribute(tag, 'Type') ?? '', target: decodeURIComponent(path) });
    },
  });
  return links;
}

async function sheetList(workbook, links) {
  const sheets = [];
  let startsIn1904 = false;
  await scan(workbook, {
    open(name, tag) {
      if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attribute(tag, 'date1904') ?? '');
      if (name !== 'sheet' || !['visible', undefined].includes(attribute(tag, 'state'))) return;
      const id = /\s(?:\w+:)?id="([^"]*)"/.exec(tag)?.[1];
      const link = links.find((candidate) => candidate.id === id && candidate.type.endsWith('/worksheet'));
      if (link) sheets.push({ name: attribute(tag, 'name') ?? '', target: link.target });
    },
  });
  return { sheets, startsIn1904 };
}

async function dateStyles(entry) {
  const isDateFormat = new Map();
  for (const [from, to] of DATE_FORMATS) for (let id = from; id <= to; id++) isDateFormat.set(id, true);
  const styles = [];
  let inCellStyles = false;
  if (!entry) return styles;
  await scan(entry, {
    open(name, tag) {
      if (name === 'numFmt') {
        // What stands in quotes, brackets or behind a backslash is shown as it is and says nothing about a date.
        const format = (attribute(tag, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
        isDateFormat.set(Number(attribute(tag, 'numFmtId')), /[dy]|m{3,}/i.test(format));
      }
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'xf' && inCellStyles) styles.push(isDateFormat.get(Number(attribute(tag, 'numFmtId'))) === true);
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}

async function sharedTexts(entry) {
  const texts = [];
  let text = '';
  let phonetic = 0;
  if (!entry) return texts;
  await scan(entry, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
    },
    close(name, inside) {
      if (name === 't' && phonetic === 0) text += unescapeXml(inside);
      if (name === 'rPh') phonetic--;
      if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

async function readSheet(entry, book) {
  let read = 0;
  const batch = rowBatches(() => read);
  let row = 0;
  let column = 0;
  let cells = [];
  let cell = null;
  await scan(entry, {
    async piece(part) {
      read = part;
      await room();
    },
    open(name, tag, isEmpty) {
      if (name === 'row') {
        row = Number(attribute(tag, 'r') ?? row + 1);
        column = -1;
        cells = [];
      } else if (name === 'c') {
        column = columnOf(attribute(tag, 'r')) ?? column + 1;
        cell = isEmpty
          ? null
          : { type: attribute(tag, 't') ?? 'n', style: Number(attribute(tag, 's') ?? -1), value: '', text: '', isFormula: false };
      } else if (name === 'f' && cell) cell.isFormula = true;
    },
    close(name, inside) {
      if (name === 'v' && cell) cell.value = unescapeXml(inside);
      else if (name === 't' && cell) cell.text += unescapeXml(inside);
      else if (name === 'c' && cell) {
        const read = readCell(cell, book);
        if (read && column >= 0 && column < 256) cells.push([column, read]);
        cell = null;
      } else if (name === 'row' && cells.length > 0) batch.add(row, cells);
    },
  });
  batch.flush();
}

/** @returns {Cell | null} */
function readCell(cell, book) {
  const { type, value } = cell;
  if (cell.isFormula) return { kind: 'formula', text: type === 's' ? (book.shared[Number(value)] ?? '') : value };
  if (type === 's') return textCell(book.shared[Number(value)] ?? '');
  if (type === 'inlineStr') return textCell(cell.text);
  if (type === 'str') return textCell(value);
  if (type === 'e') return { kind: 'error', text: value };
  if (type === 'd') return { kind: 'date', text: value.slice(0, 10) };
  if (value === '') return null;
  if (type === 'b') return textCell(value === '1' ? 'TRUE' : 'FALSE');
  const day = book.isDateStyle[cell.style] ? dayOfSerial(Number(value), book.startsIn1904) : null;
  return day === null ? { kind: 'number', text: value } : { kind: 'date', text: day };
}

function textCell(text) {
  return text.trim() === '' ? null : { kind: 'text', text };
}

/** Excel counts days from 1900 and believes that 29 February 1900 existed; old Macs count from 1904. */
function dayOfSerial(serial, startsIn1904) {
  const day = Math.floor(serial) + (startsIn1904 ? 1462 : 0);
  return day >= 61 && day < 2_958_466 ? calendarDay(day) : null;
}

/** Days since 1899-12-30 as YYYY-MM-DD, by the rule that a year which starts in March ends with its leap day. */
function calendarDay(serial) {
  const days = serial + 693_899;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** @param {() => number} read which part of the sheet is read by now */
function rowBatches(read) {
  let rows = [];
  let rowCount = 0;
  let cellCount = 0;
  const flush = () => {
    if (rows.length > 0) {
      ahead++;
      parentPort.postMessage({ kind: 'rows', rows, read: read() });
    }
    rows = [];
  };
  return {
    flush,
    add(row, cells) {
      rowCount++;
      cellCount += cells.length;
      if (rowCount > maxRows || cellCount > maxCells) throw new Refused('rows-too-many');
      rows.push({ row, cells });
      if (rows.length === BATCH_ROWS) flush();
    },
  };
}

/** Feeds the tags of one packed XML file to a listener while it is inflated, never holding more than a piece of it.
 *  `close` also gets the text that stood directly before the closing tag. A document type is refused: no list has one. */
async function scan(entry, listener) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let counted = 0;
  let checksum = 0;
  for await (const chunk of unpacked(entry)) {
    counted += chunk.length;
    if (counted > entry.unpackedBytes) throw new Refused('zip-bomb');
    checksum = crc32(chunk, checksum);
    rest = takeTags(rest + decoder.decode(chunk, { stream: true }), listener);
    if (rest.length > 1_000_000) throw new Refused('sheet-broken');
    await listener.piece?.(counted / entry.unpackedBytes);
  }
  // A file that was damaged on its way may still inflate, with another digit in somebody's NIK.
  if (counted !== entry.unpackedBytes || checksum !== entry.crc32) throw new Refused('zip-broken');
}

function unpacked(entry) {
  const packed = file.subarray(entry.start, entry.start + entry.packedBytes);
  if (entry.method === 0) return [packed];
  const inflate = createInflateRaw();
  inflate.end(packed);
  return inflate;
}

function takeTags(xml, listener) {
  let textFrom = 0;
  for (;;) {
    const open = xml.indexOf('<', textFrom);
    if (open === -1) return xml.slice(textFrom);
    const isComment = xml.startsWith('<!--', open);
    const end = isComment ? xml.indexOf('-->', open + 4) : xml.indexOf('>', open);
    if (end === -1) return xml.slice(textFrom);
    const close = isComment ? end + 2 : end;
    const second = xml.charCodeAt(open + 1);
    if (second === 33 && !isComment) throw new Refused('sheet-broken');
    if (second === 47) listener.close?.(localName(xml, open + 2, close), xml.slice(textFrom, open));
    else if (second !== 63 && !isComment) {
      const isEmpty = xml.charCodeAt(close - 1) === 47;
      const tag = xml.slice(open, isEmpty ? close - 1 : close);
      const name = localName(tag, 1, tag.length);
      listener.open?.(name, tag, isEmpty);
      if (isEmpty) listener.close?.(name, '');
    }
    textFrom = close + 1;
  }
}

function localName(xml, from, to) {
  let start = from;
  let at = from;
  for (; at < to; at++) {
    const code = xml.charCodeAt(at);
    if (code === 58) start = at + 1;
    if (code <= 32 || code === 47) break;
  }
  return xml.slice(start, at);
}

function attribute(tag, name) {
  const at = tag.indexOf(` ${name}=`);
  if (at === -1) return undefined;
  const from = at + name.length + 3;
  const to = tag.indexOf(tag[from - 1], from);
  return to === -1 ? undefined : unescapeXml(tag.slice(from, to));
}

function columnOf(address) {
  if (address === undefined) return null;
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = address.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

function unescapeXml(text) {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function readCsv() {
  const { bytes: whole, head } = utf8Of(file);
  const separator = /^sep=(.)\r?\n/i.exec(head);
  const body = separator ? whole.subarray(Buffer.byteLength(separator[0])) : whole;
  const delimiter = separator ? separator[1] : likelyDelimiter(head);
  const records = Readable.from(slices(body)).pipe(
    parse({
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 64 * 1024,
      info: true,
    }),
  );
  parentPort.postMessage({ kind: 'sheet', name: '', startsIn1904: false });
  let bytes = 0;
  let row = separator ? 1 : 0;
  const batch = rowBatches(() => Math.min(bytes / file.length, 1));
  try {
    for await (const { record, info } of records) {
      row++;
      bytes = info.bytes;
      const cells = record.slice(0, 256).flatMap((value, column) => (value.trim() === '' ? [] : [[column, csvCell(value)]]));
      if (cells.length > 0) batch.add(row, cells);
      await room();
    }
  } catch (fault) {
    throw fault instanceof Refused ? fault : new Refused(fault.code === 'CSV_MAX_RECORD_SIZE' ? 'file-unsupported' : 'sheet-broken');
  }
  batch.flush();
}

function* slices(bytes) {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

/** Offices write `="7406…"` so that Excel keeps a NIK as text; any other leading `=` or `@` is a formula. */
function csvCell(value) {
  const kept = /^\s*="([^"]*)"\s*$/.exec(value);
  if (kept) return { kind: 'text', text: kept[1] };
  return { kind: /^\s*[=@]/.test(value) ? 'formula' : 'text', text: value };
}
