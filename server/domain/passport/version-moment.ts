import { parseDay } from "../calendar.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { readDateTimeStamp } from "../record/time.ts";

/**
 * The moment for which a version of a passport is asked, in milliseconds since 1970: a time with its offset, or a day in
 * UTC, which is asked for as it ended. Problem: `E_VERSION_MOMENT`.
 *
 * Source: EN 18222, ReadDPPVersionByIdAndDate (ISO 8601, UTC).
 */
export function parseVersionMoment(text: string): Parsed<number> {
  // A plus sign may have become a space on its way through a query.
  const moment = readDateTimeStamp(text.replace(/ (\d\d:\d\d)$/, "+$1"));
  if (moment !== null && moment >= earliest) return accept(moment);
  return parseDay(text).ok && Date.parse(text) >= earliest
    ? accept(Date.parse(`${text}T23:59:59.999Z`))
    : reject("E_VERSION_MOMENT", "date", { value: text.slice(0, 60) });
}

/** Before the first year of the calendar nothing is counted. */
const earliest = Date.parse("0001-01-01T00:00:00Z");
