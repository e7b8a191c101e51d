import { parseDay } from "../calendar.ts";
import type { Problem } from "../problem.ts";

/** Looks at a value of JSON and adds what is wrong with it, under its path. */
export type Check = (value: unknown, path: string, problems: Problem[]) => void;

/** An object of exactly these members, some of which may be left out. Problem: `E_CATALOGUE_FORM`. */
export function anObject(
  members: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path, problems) => {
    if (!isObject(value)) return refuse(path, "object", problems);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name) && !Object.hasOwn(optional, name))
        refuse(join(path, name), "nothing", problems);
    }
    for (const [name, check] of Object.entries(members)) check(value[name], join(path, name), problems);
    for (const [name, check] of Object.entries(optional)) {
      if (Object.hasOwn(value, name)) check(value[name], join(path, name), problems);
    }
  };
}

/** A list, each of its entries checked. */
export function aList(check: Check, least = 0): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value) || value.length < least) return refuse(path, "list", problems);
    for (const [index, entry] of value.entries()) check(entry, `${path}[${String(index)}]`, problems);
  };
}

/** An object whose member `kind` says which form the others have. */
export function oneOfKind(kinds: Readonly<Record<string, Check>>): Check {
  return (value, path, problems) => {
    const kind = isObject(value) ? value["kind"] : undefined;
    const check = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (check === undefined) refuse(join(path, "kind"), Object.keys(kinds).join(", "), problems);
    else check(value, path, problems);
  };
}

/** One of these words. */
export function aWord(words: readonly string[]): Check {
  return (value, path, problems) => {
    if (typeof value !== "string" || !words.includes(value)) refuse(path, words.join(", "), problems);
  };
}

/** A text of this form; of any with something in it unless told. */
export function aText(pattern = /\S/): Check {
  return (value, path, problems) => {
    if (typeof value !== "string" || !pattern.test(value)) refuse(path, "text", problems);
  };
}

/** A whole number, `least` or more. */
export function aWholeNumber(least: number): Check {
  return (value, path, problems) => {
    if (!Number.isSafeInteger(value) || Number(value) < least)
      refuse(path, `integer ≥ ${String(least)}`, problems);
  };
}

export const aFlag: Check = (value, path, problems) => {
  if (typeof value !== "boolean") refuse(path, "true, false", problems);
};

export const isTrue: Check = (value, path, problems) => {
  if (value !== true) refuse(path, "true", problems);
};

/** Problem: `E_DATE_FORMAT`. */
export const aDay: Check = (value, path, problems) => {
  const day = parseDay(typeof value === "string" ? value : "");
  if (!day.ok) problems.push({ code: "E_DATE_FORMAT", path, params: { value: String(value) } });
};

/** Null, or what the check asks for. */
export function orNull(check: Check): Check {
  return (value, path, problems) => (value === null ? undefined : check(value, path, problems));
}

/** The same in English and Chinese, each in its own script. Problem: `E_CATALOGUE_LANGUAGE`. */
export const bilingual: Check = (value, path, problems) => {
  anObject({ en: anything, zh: anything })(value, path, problems);
  const { en, zh } = isObject(value) ? value : {};
  const isHan = (text: unknown) => typeof text === "string" && /\p{Script=Han}/u.test(text);
  if (typeof en !== "string" || en.trim() === "" || isHan(en)) lacks("en");
  if (!isHan(zh)) lacks("zh");

  function lacks(language: string): void {
    problems.push({
      code: "E_CATALOGUE_LANGUAGE",
      path: join(path, language),
      params: { expected: language },
    });
  }
};

const anything: Check = () => undefined;

function refuse(path: string, expected: string, problems: Problem[]): void {
  problems.push({ code: "E_CATALOGUE_FORM", path, params: { expected } });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
