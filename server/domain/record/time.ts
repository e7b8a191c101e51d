/** Month, day, hour, minute and second within their bounds; which months have 31 days is left to the calendar. */
const dateTimeStamp =
  /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

/**
 * Milliseconds since 1970 of a date and time with seconds and a mandatory offset; null for any other text and for days
 * or hours that do not exist.
 *
 * Source: XML Schema 1.1 dateTimeStamp, as Verifiable Credentials 2.0 uses it; RFC 3339 section 5.6.
 */
export function readDateTimeStamp(text: string): number | null {
  if (!dateTimeStamp.test(text)) return null;
  const day = Number(text.slice(8, 10));
  const counted = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day));
  if (counted.getUTCDate() !== day) return null;
  return Date.parse(text);
}
