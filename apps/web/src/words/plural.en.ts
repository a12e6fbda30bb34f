/** `1 day`, `2 days`; Indonesian has no such thing. */
export const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
