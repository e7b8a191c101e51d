import content from "./criteria.json" with { type: "json" };

/** What software can meet of the law, clause by clause, in our words. */
export interface Criterion {
  /** For example `BATT-Art77(2)-sub1`: the name tests call it by. */
  readonly id: string;
  readonly meaning: string;
  readonly how: string;
}

/** A file of tests. */
interface TestFile {
  /** From the top of the project. */
  readonly path: string;
  readonly text: string;
}

export const criteria: readonly Criterion[] = content.criteria;

/** The tests whose names name a criterion, in the order of the files. */
export function testsOf(id: string, files: readonly TestFile[]): readonly { path: string; name: string }[] {
  return files.flatMap(({ path, text }) =>
    namesIn(text)
      .filter((name) => isNamedIn(id, name))
      .map((name) => ({ path, name })),
  );
}

/** Texts in quotes that name criteria, each once. */
function namesIn(text: string): readonly string[] {
  const found = text.matchAll(/(["'`])((?:(?!\1)[^\n])*\b(?:BATT|OWN)-(?:(?!\1)[^\n])*)\1/g);
  return [...new Set([...found].map(([, , name = ""]) => name))];
}

/** `BATT-AnnexXIII-1` is not named in `BATT-AnnexXIII-1(a)`. */
function isNamedIn(id: string, name: string): boolean {
  let at = name.indexOf(id);
  while (at >= 0) {
    if (!/[\w(-]/.test(name.charAt(at + id.length))) return true;
    at = name.indexOf(id, at + 1);
  }
  return false;
}

/** The table of the documentation: article, meaning, how it is met, and the tests that show it. */
export function conformanceTable(files: readonly TestFile[]): string {
  const rows = criteria.map(({ id, meaning, how }) => {
    const tests = testsOf(id, files).map(
      ({ path, name }) => `[${escaped(name)}](${path.startsWith("server/") ? path.slice(7) : `../${path}`})`,
    );
    return `| ${escaped(id)} | ${escaped(meaning)} | ${escaped(how)} | ${tests.join("<br>")} |`;
  });
  return [
    "# Conformance",
    "",
    `${content.law}.`,
    "",
    "Written by `npm run conformance` from `server/conformance/criteria.json` and the names of the tests; a test fails when it",
    "is not up to date or a criterion has no test.",
    "",
    "| criterion | what is asked | how it is met | shown by |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("[", "\\[").replaceAll("]", "\\]");
}
