/** Reads a header by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined;

/**
 * Milliseconds that a server asks to wait, from `retry-after-ms`, or from `Retry-After` in seconds or as an HTTP date
 * (RFC 9110, section 10.2.3). `undefined` when it asks for nothing that can be honoured: no header, zero, a negative
 * number, a date that has passed, or anything else.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(header: HeaderReader, now: number): number | undefined {
  const milliseconds = positive(header("retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const value = header("retry-after")?.trim();
  if (value === undefined) return undefined;
  if (number.test(value)) return positive(value, 1000);
  if (!httpDate.test(value)) return undefined;
  const wait = Date.parse(value) - now;
  return wait > 0 ? wait : undefined;
}

const number = /^[+-]?\d+(?:\.\d+)?$/;
/** `Date.parse` takes nearly anything for a date: only the three forms of RFC 9110 start with the name of a day. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

function positive(value: string | undefined, unit = 1): number | undefined {
  if (value === undefined || !number.test(value.trim())) return undefined;
  const amount = Number(value) * unit;
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}
