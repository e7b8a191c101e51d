import type { CodeAt } from "../carbon-footprint/request.ts";
import { sentences, spokenNames } from "./sentences.ts";
import type { RuleCode, SentenceKey } from "./sentences.ts";

export type Severity = "error" | "warning" | "info";

/** The same words in the languages of the registry. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** One place of a report that does not follow from the rest of it. */
export interface Finding {
  readonly code: RuleCode;
  /** Into the report form, for example `report.rows[3].emission`. */
  readonly path: string;
  readonly severity: Severity;
  /** The recomputed value with its unit, or what should stand here; null where nothing single can be expected. */
  readonly expected: string | null;
  readonly message: Words;
  readonly mend: Words;
}

/** A number that the report implies and a reader may want to compare; no finding. */
export interface Evidence {
  readonly path: string;
  readonly value: string;
  readonly message: Words;
}

/** Most findings kept of one report; codes beyond are still counted. */
const mostFindings = 500;
const mostEvidence = 200;
const longestInsert = 160;

/** Collects what is found, in the order of the rules, each sentence once at each place. */
export class FindingList {
  readonly #findings: Finding[] = [];
  readonly #evidence: Evidence[] = [];
  readonly #errors: CodeAt[] = [];
  readonly #codes = new Set<RuleCode>();
  readonly #seen = new Set<string>();
  #omitted = 0;

  /** Adds a finding; `values` fill the `{names}` of its sentence. */
  add(
    key: SentenceKey,
    path: string,
    values: Readonly<Record<string, string | Words>> = {},
    more: { readonly expected?: string | null; readonly severity?: Severity } = {},
  ): void {
    const { code, severity, en, zh, mend } = sentences[key];
    const once = `${key} ${path} ${JSON.stringify(Object.values(values))}`;
    if (this.#seen.has(once)) return;
    this.#codes.add(code);
    if (this.#findings.length >= mostFindings) {
      this.#omitted += 1;
      return;
    }
    this.#seen.add(once);
    const expected = more.expected ?? null;
    const inserted = { expected: expected ?? "", ...values };
    this.#findings.push({
      code,
      path,
      severity: more.severity ?? severity,
      expected,
      message: { en: filled(en, inserted, "en"), zh: filled(zh, inserted, "zh") },
      mend: { en: filled(mend.en, inserted, "en"), zh: filled(mend.zh, inserted, "zh") },
    });
  }

  note(path: string, value: string, message: Words): void {
    if (this.#evidence.length < mostEvidence) this.#evidence.push({ path, value, message });
  }

  /** Part of the report is not in the promised form. */
  unreadable(code: "E_SCHEMA" | "E_NOT_FINITE", path: string): void {
    if (this.#errors.length < mostFindings) this.#errors.push({ code, path });
  }

  has(code: RuleCode): boolean {
    return this.#codes.has(code);
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence;
  }

  get errors(): readonly CodeAt[] {
    return this.#errors;
  }

  get codes(): readonly RuleCode[] {
    return [...this.#codes].toSorted((a, b) => (a < b ? -1 : 1));
  }

  get omitted(): number {
    return this.#omitted;
  }
}

/** Puts values into a sentence; what a report says is cut to a length that a sentence can carry. */
function filled(
  sentence: string,
  values: Readonly<Record<string, string | Words>>,
  language: keyof Words,
): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return clipped(typeof value === "string" ? spoken(value, language) : value[language]);
  });
}

/** Stages, carriers and duties have names in both languages; anything else stays as the report says it. */
function spoken(text: string, language: keyof Words): string {
  const parts = text.split(", ");
  if (parts.length > 20 || parts.some((part) => !Object.hasOwn(spokenNames, part))) return text;
  return parts.map((part) => spokenNames[part]?.[language] ?? part).join(language === "zh" ? "、" : ", ");
}

function clipped(text: string): string {
  return text.length <= longestInsert ? text : `${text.slice(0, longestInsert)}…`;
}
