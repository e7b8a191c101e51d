import type { Problem } from "../problem.ts";
import { gtinCheckDigit } from "./gtin.ts";

/**
 * Application identifiers and the form of their values. `310-316[0-5]` stands for 3100 to 3165. A form is a row of parts:
 * `n` digits, `x` characters of set 82, `y` of set 39, `z` of set 64; `6` exactly six, `..6` one to six; in brackets what
 * may be left out; a `c` at the end of a part of digits means that its last one is a check digit, `d6` is a day as YYMMDD.
 *
 * Source: GS1 General Specifications, section 3; GS1 Barcode Syntax Dictionary (facts compared on 2026-11-21).
 */
const forms: readonly (readonly [codes: string, form: string])[] = [
  ["00", "n18c"],
  ["01 02", "n14c"],
  ["10 21 22", "x..20"],
  ["11-13 15-17", "d6"],
  ["20", "n2"],
  ["235", "x..28"],
  ["240-241 250-251", "x..30"],
  ["242", "n..6"],
  ["243 254", "x..20"],
  ["253", "n13c [x..17]"],
  ["255", "n13c [n..12]"],
  ["30 37", "n..8"],
  ["310-316[0-5] 320-337[0-5] 340-357[0-5] 360-369[0-5] 395[0-5]", "n6"],
  ["390[0-9] 392[0-9]", "n..15"],
  ["391[0-9] 393[0-9]", "n3 n..15"],
  ["394[0-3]", "n4"],
  ["400-401 403", "x..30"],
  ["402", "n17c"],
  ["410-417", "n13c"],
  ["420", "x..20"],
  ["421", "n3 x..9"],
  ["422 424 426", "n3"],
  ["423 425", "n..15"],
  ["427", "x..3"],
  ["4300-4301 4310-4311 4320", "x..35"],
  ["4302-4306 4312-4316", "x..70"],
  ["4307 4317", "x2"],
  ["4308 4319", "x..30"],
  ["4309", "n20"],
  ["4318", "x..20"],
  ["4321-4323", "n1"],
  ["4324-4325", "n10"],
  ["4326", "d6"],
  ["4330-4333", "n6 [x1]"],
  ["7001", "n13"],
  ["7002 7023", "x..30"],
  ["7003", "n10"],
  ["7004", "n..4"],
  ["7005", "x..12"],
  ["7006", "d6"],
  ["7007", "d6 [d6]"],
  ["7008", "x..3"],
  ["7009", "x..10"],
  ["7010", "x..2"],
  ["7011", "d6 [n4]"],
  ["7020-7022 710-715", "x..20"],
  ["7030-7039", "n3 x..27"],
  ["7040", "n1 x3"],
  ["7230-7239", "x2 x..28"],
  ["7240 8002 8012", "x..20"],
  ["7241", "n2"],
  ["7242 8013 8020", "x..25"],
  ["8001", "n14"],
  ["8003", "n1 n13c [x..16]"],
  ["8004", "x..30"],
  ["8005", "n6"],
  ["8006 8026", "n14c n4"],
  ["8007", "x..34"],
  ["8008", "n8 [n..4]"],
  ["8009", "x..50"],
  ["8010", "y..30"],
  ["8011", "n..12"],
  ["8017-8018", "n18c"],
  ["8019", "n..10"],
  ["8030", "z..90"],
  ["8110 8112 8200", "x..70"],
  ["8111", "n4"],
  ["90", "x..30"],
  ["91-99", "x..90"],
];

const characters: Readonly<Record<string, string>> = {
  n: "[0-9]",
  d: "[0-9]",
  x: "[!\"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]",
  y: "[#\\-/0-9A-Z]",
  z: "[\\-0-9A-Z_a-z=]",
};

interface Form {
  readonly pattern: RegExp;
  /** Of each group of the pattern: what must hold for it besides its characters. */
  readonly checks: readonly ("digit" | "day" | null)[];
}

const known: ReadonlyMap<string, Form> = new Map(
  forms.flatMap(([codes, form]) => {
    const read = formOf(form);
    return codes.split(" ").flatMap((range) => codesIn(range).map((code) => [code, read] as const));
  }),
);

/** Whether GS1 has given an application identifier a meaning. */
export function isApplicationIdentifier(code: string): boolean {
  return known.has(code);
}

/**
 * What is wrong with the value of an application identifier.
 *
 * Problems: `E_DL_AI_UNKNOWN`; `E_DL_AI_VALUE` for characters or length; `E_DL_AI_CHECK_DIGIT` with the digit that fits.
 *
 * Source: GS1 General Specifications, sections 3 and 7.9.1.
 */
export function checkElement(code: string, value: string): readonly Problem[] {
  const form = known.get(code);
  if (form === undefined) return [{ code: "E_DL_AI_UNKNOWN", path: code, params: { ai: code } }];
  const match = form.pattern.exec(value);
  if (match === null) return [{ code: "E_DL_AI_VALUE", path: code, params: { ai: code, value } }];
  return form.checks.flatMap((check, place) => {
    const part = match[place + 1];
    if (part === undefined || check === null) return [];
    if (check === "day") {
      return isDay(part) ? [] : [{ code: "E_DL_AI_VALUE", path: code, params: { ai: code, value } }];
    }
    const expected = gtinCheckDigit(part.slice(0, -1));
    return part.endsWith(expected)
      ? []
      : [{ code: "E_DL_AI_CHECK_DIGIT", path: code, params: { ai: code, value, expected } }];
  });
}

function codesIn(range: string): readonly string[] {
  const [, first = "", last = first, from, to] = /^(\d+)(?:-(\d+))?(?:\[(\d)-(\d)\])?$/.exec(range) ?? [];
  const heads = Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) =>
    String(Number(first) + step).padStart(first.length, "0"),
  );
  if (from === undefined || to === undefined) return heads;
  return heads.flatMap((head) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => `${head}${Number(from) + step}`),
  );
}

function formOf(text: string): Form {
  const parts = text.split(" ").map((part) => {
    const [, open = "", kind = "", upTo = "", length = "", check = ""] =
      /^(\[?)([ndxyz])(\.\.)?(\d+)(c?)\]?$/.exec(part) ?? [];
    const group = `(${characters[kind] ?? ""}{${upTo === "" ? length : `1,${length}`}})`;
    return {
      pattern: open === "" ? group : `${group}?`,
      check: kind === "d" ? ("day" as const) : check === "" ? null : ("digit" as const),
    };
  });
  return {
    pattern: new RegExp(`^${parts.map(({ pattern }) => pattern).join("")}$`),
    checks: parts.map(({ check }) => check),
  };
}

/** A day as YYMMDD; day 00 means the whole month. The century does not matter but for 29 February, which every fourth year has. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  const days = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day <= days;
}
