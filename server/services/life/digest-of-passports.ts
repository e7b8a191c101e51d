import { sql } from "drizzle-orm";
import { passport } from "../../../db/schema/index.ts";

/** Hexadecimal SHA-256 of the addresses of the passports of a transfer, one a line: whoever answers names what was seen. */
export const digestOfPassports = sql<string>`encode(sha256(convert_to(
  string_agg(${passport.productUrl}, E'\\n' order by ${passport.productUrl} collate "C"), 'UTF8')), 'hex')`;
