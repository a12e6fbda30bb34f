// How the text of a CSV is written: its letters and what stands between its columns.

const WINDOWS_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a CSV, in whichever of the three encodings Excel and offices use. */
export function textOf(file) {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    // Node 20 reads windows-1252 as latin1, so the 32 signs in which they differ are put right here.
    return file.toString('latin1').replace(/[\x80-\x9f]/g, (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80]);
  }
}

/** The sign that splits most of the first lines most evenly; commas inside quotes do not count. */
export function likelyDelimiter(text) {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .slice(0, 30);
  const score = (sign) => lines.reduce((sum, line) => sum + line.split(sign).length - 1, 0);
  return [';', '\t', ','].reduce((best, sign) => (score(sign) > score(best) ? sign : best));
}
