// How the text of a CSV is written: its letters and what stands between its columns.

import { isUtf8 } from 'node:buffer';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const HEAD = 20_000;
const WINDOWS_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a CSV, in whichever of the three encodings Excel and offices use. */
function textOf(file) {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    // Node 20 reads windows-1252 as latin1, so the 32 signs in which they differ are put right here.
    return file.toString('latin1').replace(/[\x80-\x9f]/g, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80]);
  }
}

/** The rows of a CSV in UTF-8 and how it begins. A file in UTF-8, as most are, is not copied. */
export function utf8Of(file) {
  if (file[0] === 0xff || !isUtf8(file)) {
    const text = textOf(file);
    return { bytes: Buffer.from(text), head: text.slice(0, HEAD) };
  }
  const bytes = file.subarray(BYTE_ORDER_MARK.equals(file.subarray(0, 3)) ? 3 : 0);
  return { bytes, head: bytes.toString('utf8', 0, HEAD) };
}

/** The sign that splits most of the first lines most evenly; commas inside quotes do not count. */
export function likelyDelimiter(text) {
  const lines = text
    .slice(0, HEAD)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .slice(0, 30);
  const score = (sign) => lines.reduce((sum, line) => sum + line.split(sign).length - 1, 0);
  return [';', '\t', ','].reduce((best, sign) => (score(sign) > score(best) ? sign : best));
}
