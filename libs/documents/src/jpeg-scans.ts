const [START_OF_SCAN, END_OF_IMAGE, FILL] = [0xda, 0xd9, 0xff];
const PROGRESSIVE = 0xc2;
const COEFFICIENTS = 64;

/** Whether a JPEG that says it ends has sent the whole picture before: each component, and of a progressive file every
 *  coefficient down to its last bit. A decoder draws what is missing as grey or as a blur and calls it a picture. What breaks off
 *  inside a scan is for the decoder to tell; here only headers are read. */
export function hasAllScans(file: Buffer): boolean {
  let missing: Map<number, number[]> | null = null;
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== FILL) return false;
    const marker = file[at + 1] ?? 0;
    if (marker === FILL) at += 1;
    else if (marker === END_OF_IMAGE) break;
    else {
      const segment = file.subarray(at + 4, at + 2 + file.readUInt16BE(at + 2));
      at += 4 + segment.length;
      if (isFrame(marker)) missing = coefficientsOf(segment, marker === PROGRESSIVE);
      if (marker !== START_OF_SCAN) continue;
      if (missing === null || !noteScan(segment, missing)) return false;
      at = nextMarker(file, at);
    }
  }
  return missing !== null && [...missing.values()].every((bits) => bits.every((left) => left === 0));
}

/** SOF0 to SOF15 without the tables and extensions that share the range. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

// What has not come yet of each component: of a progressive file for each coefficient how many low bits, else one mark for all.
function coefficientsOf(frame: Buffer, isProgressive: boolean): Map<number, number[]> {
  const components = Array.from({ length: frame[5] ?? 0 }, (_, n) => frame[6 + n * 3] ?? 0);
  return new Map(components.map((id) => [id, Array.from({ length: isProgressive ? COEFFICIENTS : 1 }, () => 1)]));
}

function noteScan(scan: Buffer, missing: ReadonlyMap<number, number[]>): boolean {
  const count = scan[0] ?? 0;
  const [first = 0, last = 0, bits = 0] = scan.subarray(1 + count * 2);
  for (let n = 0; n < count; n += 1) {
    const left = missing.get(scan[1 + n * 2] ?? 0);
    if (!left) return false;
    if (left.length === 1) left[0] = 0;
    else left.fill(bits & 0x0f, first, last + 1);
  }
  return true;
}

// Inside a scan a byte of ones is followed by zero or by a restart mark; anything else ends it.
function nextMarker(file: Buffer, from: number): number {
  for (let at = file.indexOf(FILL, from); at >= 0; at = file.indexOf(FILL, at + 1)) {
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== FILL && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return file.length;
}
