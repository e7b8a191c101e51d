import { isNegative, isZero } from "../quantity/exact.ts";
import type { FindingList } from "./finding.ts";
import type { ReadReport } from "./read-report.ts";
import { labelIn, textIn, textsIn } from "./read-report.ts";
import { readStage, stageKey } from "./stage-names.ts";
import { compare } from "../quantity/exact.ts";
import { standardKey, standardNotes } from "./standards.ts";
import { certificateWords, foreignSectors, neutralityWords, offsetWords, textSlips } from "./word-lists.ts";
import { judgeLegalStatement } from "./legal-duties.ts";

/** What a report says in words: claims, foreign or broken text, standards, law, independence (CK-CLAIM, CK-COPY, CK-TEXT, CK-STD, CK-LEGAL, CK-INDEP). */
export function checkClaims(report: ReadReport, found: FindingList): void {
  checkHotSpots(report, found);
  checkCounted(report, found);
  checkStatements(report, found);
  checkText(report, found);
  checkStandards(report, found);
  for (const { path, fields } of report.declared.statements("legal_statements"))
    judgeLegalStatement(path, fields, found);
  checkIndependence(report, found);
}

/** CK-CLAIM: a stage is called decisive that has no value, or that is not the largest. */
function checkHotSpots({ declared, stages, shares, rows }: ReadReport, found: FindingList): void {
  const valued = [
    ...stages.map(({ name }) => name),
    ...shares.map(({ name }) => name),
    ...rows.flatMap(({ stage }) => (stage === null ? [] : [stage])),
  ];
  const mains = new Set(valued.flatMap((name) => readStage(name).mains));
  const [first, ...rest] = shares;
  const largest = rest.reduce(
    (most, next) => (most === undefined || compare(next.percent.value, most.percent.value) > 0 ? next : most),
    first,
  );
  for (const { path, fields } of declared.statements("hot_spot_claims")) {
    const stage = textIn(fields, "stage");
    if (stage === null) continue;
    const claimed = readStage(stage);
    const isValued =
      valued.some((name) => stageKey(name) === claimed.name) || claimed.mains.some((main) => mains.has(main));
    if (!isValued) found.add("hotSpotWithoutValue", path, { stage });
    else if (largest !== undefined && claimed.mains.length > 0) {
      const isLargest = readStage(largest.name).mains.some((main) => claimed.mains.includes(main));
      if (!isLargest)
        found.add("hotSpotNotLargest", path, { stage, largest: largest.name }, { expected: largest.name });
    }
  }
}

/** In place of a row, where a report says so of its result as a whole. */
const asReported = { en: "as the report says of itself", zh: "据报告所述" };

/** CK-CLAIM: offsets, certificates or savings elsewhere are counted into the result. */
function checkCounted({ rows, declared }: ReadReport, found: FindingList): void {
  for (const { path, label, words, emission, credit, stage, electricityModel, derived } of rows) {
    // What a row of another formula comes to stands with the sum of its stage.
    const isNothing = emission === null ? !derived : isZero(emission.value);
    if (offsetWords.test(words)) {
      if (!isNothing) found.add("offsetCounted", `${path}.emission`, { row: label });
    } else if (certificateWords.test(words) || electricityModel === "certificate") {
      found.add("certificateCounted", path, { row: label });
    } else if (emission !== null && isNegative(emission.value) && !credit) {
      const isEndOfLife = stage !== null && readStage(stage).mains.includes("end_of_life");
      if (!isEndOfLife) found.add("negativeRow", `${path}.emission`, { row: label });
    }
  }
  const named = new Set(rows.flatMap(({ stage }) => (stage === null ? [] : [readStage(stage).name])));
  for (const { path, fields } of declared.statements("boundary_statements")) {
    for (const { name, credit, subtracted } of textsIn(fields, "formula").map(readStage)) {
      if (credit && !subtracted && !named.has(name)) found.add("creditWithoutValue", path, { term: name });
    }
  }
  for (const { path, fields } of declared.statements("offsets")) {
    if (fields["counted"] === true) found.add("offsetCounted", path, { row: labelIn(fields) });
  }
  if (declared.flag("offsets_counted") === true)
    found.add("offsetCounted", "declared.offsets_counted", { row: asReported });
  if (declared.flag("certificates_counted") === true) {
    found.add("certificateCounted", "declared.certificates_counted", { row: asReported });
  }
}

/** CK-CLAIM: a statement that no number carries. */
function checkStatements({ declared }: ReadReport, found: FindingList): void {
  const claim = declared.text("completeness_claim");
  if (claim !== null && declared.flag("activity_data_published") === false) {
    found.add("claimWithoutNumbers", "declared.completeness_claim", { claim });
  }
  const statements = declared.statements("claims").flatMap(({ path, fields }) => {
    const text = textIn(fields, "text");
    return text === null ? [] : [{ path, text, carried: fields["carried"] }];
  });
  const result = declared.text("result_text");
  const texts = [
    ...statements,
    ...declared.texts("text_fragments"),
    ...(result === null ? [] : [{ path: "declared.result_text", text: result }]),
  ];
  for (const { path, text } of texts) {
    if (neutralityWords.test(text)) found.add("neutrality", path, { text });
  }
  for (const { path, text, carried } of statements) {
    if (carried === false && !neutralityWords.test(text))
      found.add("claimWithoutNumbers", path, { claim: text });
  }
}

/** CK-COPY and CK-TEXT, each kind once for each fragment. */
function checkText({ declared, productWords }: ReadReport, found: FindingList): void {
  const result = declared.text("result_text");
  const texts = [
    ...declared.texts("text_fragments"),
    ...(result === null ? [] : [{ path: "declared.result_text", text: result }]),
  ];
  for (const { path, text } of texts) {
    for (const { en, zh, words } of foreignSectors) {
      const word = words.exec(text)?.[0];
      // A report about a product of that sector may speak of it.
      if (word === undefined || words.test(productWords)) continue;
      found.add("foreignWord", path, { word, whatEn: en, whatZh: zh });
    }
    for (const { words, en, zh, instead } of textSlips) {
      const slip = words.exec(text)?.[0];
      if (slip === undefined) continue;
      found.add("textSlip", path, {
        slip,
        whatEn: en,
        whatZh: zh,
        insteadEn: instead.en,
        insteadZh: instead.zh,
      });
    }
  }
  const numbers = declared.texts("table_numbers");
  for (const [index, { path, text }] of numbers.entries()) {
    const before = numbers.slice(0, index).map((one) => one.text.trim());
    if (before.includes(text.trim())) found.add("tableTwice", path, { table: text });
    const previous = before.at(-1);
    if (previous !== undefined && isGap(previous, text.trim()))
      found.add("tableGap", path, { one: previous, other: text });
  }
}

/** `5-1` then `5-3`: a table between them is missing. Another chapter begins anew. */
function isGap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => /^(?:(.*?)[-.])?(\d{1,4})$/.exec(text));
  if (a === null || b === null || a === undefined || b === undefined) return false;
  return a[1] === b[1] && Number(b[2]) > Number(a[2]) + 1;
}

/** CK-STD: a standard is withdrawn, misnamed, or about something else. */
function checkStandards({ declared }: ReadReport, found: FindingList): void {
  for (const { path, text } of declared.texts("standards")) {
    const key = standardKey(text);
    const note = standardNotes.find(({ written }) => written.test(key));
    if (note === undefined) continue;
    const sentence = {
      withdrawn: "standardWithdrawn",
      misnamed: "standardMisnamed",
      otherSubject: "standardOther",
    } as const;
    found.add(
      sentence[note.kind],
      path,
      { standard: text, instead: note.instead },
      { expected: note.instead },
    );
  }
}

/** CK-INDEP: who wrote the report also verified it, or nobody signed. */
function checkIndependence({ declared }: ReadReport, found: FindingList): void {
  const [author, verifier] = [declared.text("author"), declared.text("verifier")];
  if (author !== null && verifier !== null && nameKey(author) === nameKey(verifier)) {
    found.add("authorVerifies", "declared.verifier");
  }
  if (declared.flag("signed") === false) found.add("unsigned", "declared.signed");
}

function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.,，。]/g, "");
}
