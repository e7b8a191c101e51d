const dateTimeStamp =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

/**
 * Milliseconds since 1970 of a date and time with seconds and a mandatory offset; null for any other text and for days
 * or hours that do not exist.
 *
 * Source: XML Schema 1.1 dateTimeStamp, as Verifiable Credentials 2.0 uses it; RFC 3339 section 5.6.
 */
export function readDateTimeStamp(text: string): number | null {
  const match = dateTimeStamp.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return Date.parse(text);
}
