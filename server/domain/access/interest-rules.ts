import { aFlag, aList, anObject, aText, aWord, bilingual } from "../catalogue/form.ts";
import type { Bilingual } from "../catalogue/catalogue.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { DataSet } from "./audience.ts";
import { readable } from "./audience.ts";

/**
 * Who may have a legitimate interest, in what, and how far they may use it: data with a version, because the act that
 * settles it is still to come. Source: Regulation (EU) 2023/1542, Art. 77(9).
 */
export interface InterestRules {
  /** Three numbers. */
  readonly version: string;
  readonly source: string;
  readonly purposes: readonly Purpose[];
}

/** One purpose an interest may have. Source: Art. 77(2), third subparagraph, (a) and (b). */
export interface Purpose {
  readonly id: string;
  readonly source: string;
  readonly title: Bilingual;
  readonly about: Bilingual;
  /** What it opens, beside what is public: never more than Art. 77(2)(c) gives. */
  readonly dataSets: readonly DataSet[];
  /** It is given for batteries named one by one, never for all. */
  readonly namedBatteriesOnly: boolean;
  readonly usage: Readonly<Record<UsageRight, boolean>>;
}

/** Art. 77(9)(c): how far a holder may view, download, share, publish and re-use what is opened. */
export const usageRights = ["view", "download", "share", "publish", "reuse"] as const;
export type UsageRight = (typeof usageRights)[number];

/**
 * Reads rules. Problems: `E_CATALOGUE_FORM`, `E_CATALOGUE_LANGUAGE`, `E_CATALOGUE_REPEATED` for a purpose named twice.
 */
export function parseInterestRules(json: unknown): Parsed<InterestRules> {
  const problems: Problem[] = [];
  form(json, "", problems);
  if (problems.length > 0 || !isChecked(json)) return rejectAll(problems);
  const ids = json.purposes.map(({ id }) => id);
  const repeated = ids.flatMap((id, place) =>
    ids.indexOf(id) === place
      ? []
      : [{ code: "E_CATALOGUE_REPEATED", path: `purposes[${String(place)}].id`, params: { value: id } }],
  );
  return repeated.length > 0 ? rejectAll(repeated) : accept(json);
}

const opened = readable.legitimateInterest.filter((set) => set !== "point1");

const form = anObject({
  version: aText(/^\d+\.\d+\.\d+$/),
  source: aText(),
  purposes: aList(
    anObject({
      id: aText(/^[a-z][A-Za-z]*$/),
      source: aText(),
      title: bilingual,
      about: bilingual,
      dataSets: aList(aWord(opened), 1),
      namedBatteriesOnly: aFlag,
      usage: anObject({ view: aFlag, download: aFlag, share: aFlag, publish: aFlag, reuse: aFlag }),
    }),
    1,
  ),
});

/** True once `form` found nothing: the type says what was checked. */
function isChecked(json: unknown): json is InterestRules {
  return json !== null;
}
