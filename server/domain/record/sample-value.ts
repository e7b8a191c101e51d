import type { ScalarType, ValueType } from "../catalogue/catalogue.ts";
import type { JsonValue } from "./strict-json.ts";

/** A value of the form a type asks for, filled as far as it goes: for tests and published vectors. Invented throughout. */
export function sampleValue(type: ValueType): JsonValue {
  switch (type.kind) {
    case "list":
      return [sampleValue(type.of)];
    case "object":
      return Object.fromEntries(type.members.map(({ id, type: form }) => [id, sampleScalar(form)]));
    case "series":
      return [];
    default:
      return sampleScalar(type);
  }
}

function sampleScalar(type: ScalarType): JsonValue {
  switch (type.kind) {
    case "text":
      return type.pattern === undefined ? "Sample" : sampleOfPattern(type.pattern);
    case "multilingual":
      return [{ value: "Sample", language: "en" }];
    case "decimal":
      return type.minimum ?? (type.above === undefined ? type.maximum : undefined) ?? "1.5";
    case "integer":
      return type.minimum ?? 1;
    case "range":
      return { lower: "1", upper: "2.5" };
    case "choice":
      return type.values[0]?.value ?? "";
    default:
      return plain[type.kind];
  }
}

const plain: Readonly<
  Record<
    Exclude<ScalarType["kind"], "text" | "multilingual" | "decimal" | "integer" | "range" | "choice">,
    JsonValue
  >
> = {
  flag: true,
  day: "2026-11-20",
  month: "2026-11",
  instant: "2026-11-20T12:00:00Z",
  months: 96,
  address: "https://voltara.example/page",
  identifier: "https://registry.example/01/09520123456788",
  document: {
    resourceTitle: "Sample",
    contentType: "application/pdf",
    url: "https://registry.example/01/09520123456788/documents/1",
    language: "en",
    sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  },
};

/** Texts that fit the patterns of the catalogue. */
const fitting = [
  "DE",
  "DE-SN",
  "7439-93-2",
  "231-102-5",
  "850760",
  "passport@voltara.example",
  "1234",
  "1",
  "Sample",
];

function sampleOfPattern(pattern: string): string {
  const found = fitting.find((text) => new RegExp(pattern, "u").test(text));
  if (found === undefined) throw new Error(`No sample fits the pattern ${pattern}.`);
  return found;
}
