import content from "./catalogue-1.1.0.json" with { type: "json" };
import type { Catalogue } from "./catalogue.ts";
import { parseCatalogue } from "./parse-catalogue.ts";

/** The catalogue of this release. Earlier versions live in the database: a passport keeps the one it was made under. */
export const bundledCatalogue: Catalogue = read();

function read(): Catalogue {
  const parsed = parseCatalogue(content);
  if (parsed.ok) return parsed.value;
  const [first] = parsed.problems;
  throw new Error(`The bundled catalogue is unsound: ${first?.code ?? ""} at ${first?.path ?? ""}.`);
}
