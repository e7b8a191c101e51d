import { expect, test } from "vitest";
import { readDateTimeStamp } from "./time.ts";

test.each([
  ["2026-11-20T12:00:00Z", Date.UTC(2026, 10, 20, 12)],
  ["2026-11-20T12:00:00.5Z", Date.UTC(2026, 10, 20, 12, 0, 0, 500)],
  ["2026-11-20T12:00:00+08:00", Date.UTC(2026, 10, 20, 4)],
  ["2028-02-29T23:59:59-00:30", Date.UTC(2028, 2, 1, 0, 29, 59)],
])("%s is a moment", (text, ms) => expect(readDateTimeStamp(text)).toBe(ms));

test.each([
  "",
  "2026-11-20",
  "2026-11-20T12:00:00",
  "2026-11-20T12:00Z",
  "2026-11-20 12:00:00Z",
  "2026-11-20t12:00:00z",
  "2026-02-29T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-11-00T12:00:00Z",
  "2026-11-20T24:00:00Z",
  "2026-11-20T12:60:00Z",
  "2026-11-20T12:00:60Z",
  "2026-11-20T12:00:00+24:00",
  "2026-11-20T12:00:00Z\n",
  "20 Nov 2026",
])("%j is none", (text) => expect(readDateTimeStamp(text)).toBeNull());
