const STAR = '*';

/** A NIK or KK number as it is shown: `7406********9001`. @param digits16 all sixteen digits */
export function maskNik(digits16: string): string {
  return digits16.slice(0, 4) + STAR.repeat(8) + digits16.slice(-4);
}

/** A NIK of which only the last four digits may be read: `************9001`. */
export function maskNikEnd(last4: string): string {
  return STAR.repeat(12) + last4;
}

/** A phone number as it is shown: `+62*******7801`. @param e164 with its plus sign */
export function maskPhone(e164: string): string {
  return e164.slice(0, 3) + STAR.repeat(Math.max(e164.length - 7, 1)) + e164.slice(-4);
}
