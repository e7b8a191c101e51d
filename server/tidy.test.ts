import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../app/_text/en.ts";
import { languages } from "../app/_text/languages.ts";
import { zh } from "../app/_text/zh.ts";

/** House rules that neither compiler nor linter can see. Each test lists what breaks its rule; the list is empty. */
const root = path.resolve(".");
const sources = ["app", "db", "server", "e2e"].flatMap(filesBelow);
const product = sources.filter((file) => !isTest(file));

interface Import {
  readonly from: string;
  /** A package, a node: module, or a file of ours relative to the root. */
  readonly to: string;
}

const imports: readonly Import[] = product.flatMap(importsOf);
/** What every layer from the services up speaks: who asks, and how the registry says no. */
const contracts = ["server/context.ts", "server/refusal.ts"];
/** What an address needs that answers without the router. */
const edge = [
  "server/services/",
  "server/platform/runtime.ts",
  "server/platform/qr-image.ts",
  "server/platform/pdf.ts",
  "server/refusal.ts",
];
/** Shapes of answers: a screen may name them, and never run what makes them. */
const answerTypes = /^server\/(services\/|root\.ts$)/;

describe("who may import whom", () => {
  /** The table of ARCHITECTURE.md: a folder or file, and what of ours it may import. The longest name that fits decides. */
  const arrows: readonly (readonly [place: string, ...allowed: string[]])[] = [
    ["server/domain/", "server/domain/"],
    ["server/platform/", "server/platform/", "server/domain/"],
    ["db/", "db/", "server/domain/", "server/platform/"],
    ["server/services/", "server/services/", "server/platform/", "server/domain/", "db/", ...contracts],
    [
      "server/routers/",
      "server/routers/",
      "server/services/",
      "server/domain/",
      "server/trpc.ts",
      ...contracts,
    ],
    ["server/front/", "server/front/", "server/platform/"],
    [
      "server/cli/",
      "server/cli/",
      "server/domain/",
      "server/platform/web-crypto.ts",
      "server/platform/node-crypto.ts",
    ],
    ["server/refusal.ts", "server/domain/"],
    ["server/context.ts", "server/domain/", "server/platform/", "server/refusal.ts", "db/client.ts"],
    ["server/trpc.ts", "server/domain/", ...contracts],
    ["server/root.ts", "server/routers/", "server/trpc.ts"],
    ["server/caller.ts", "server/root.ts", "server/trpc.ts", "server/platform/runtime.ts"],
    ["app/_text/", "app/_text/", "server/domain/"],
    // Screens ask the router; what a service answers they know by its type only (below).
    ["app/", "app/", "server/domain/", "server/caller.ts", "server/trpc.ts"],
    // A product in all its forms, tables among them, and a page that takes reports from strangers and counts them.
    [
      "app/_product/",
      "app/",
      "server/domain/",
      "server/context.ts",
      "server/platform/attempts.ts",
      "server/platform/spreadsheet-writer.ts",
      ...edge,
    ],
    // Declarations and studies, public ones and those for whoever may read all of it.
    ["app/_study/", "app/", "server/domain/", ...edge],
    // Pages behind a secret instead of a session: they count attempts, and act for whoever holds the link.
    ["app/_supply/", "app/", "server/domain/", "server/context.ts", "server/platform/attempts.ts", ...edge],
    ["app/_exchange/", "app/", "server/domain/", ...edge],
    // The standard passport API, and what describes it.
    ["app/_v1/", "app/", "server/domain/", "server/context.ts", ...edge],
    ["app/_openapi/", "app/_openapi/", "server/domain/"],
    // The log as files, the same for everyone.
    ["app/_log/", "app/", "server/domain/", ...edge],
    [
      "app/api/",
      "app/",
      "server/domain/",
      "server/root.ts",
      "server/trpc.ts",
      "server/platform/session.ts",
      ...edge,
    ],
    // Where the parts are put together, and what measures or tries them from outside.
    ["server/", "server/", "db/", "app/_product/variant.ts", "app/_product/result-object.ts", "app/_text/"],
  ];
  /** What stands between two layers by its nature. The reasons are in server/decisions/0004-exceptions.md. */
  const exceptions: readonly (readonly [place: string, ...allowed: string[]])[] = [
    ["server/platform/runtime.ts", "db/", "server/services/", "server/context.ts"],
    ["server/platform/session.ts", "db/", "server/services/", "server/context.ts"],
    ["db/seed.ts", "server/services/", "server/context.ts"],
    ["db/seed/", "server/services/", "server/context.ts"],
    ["app/page.tsx", "server/services/passport/list-public.ts", "server/platform/runtime.ts"],
    ["app/sitemap.ts", "server/services/passport/list-public.ts", "server/platform/runtime.ts"],
    ["app/robots.ts", "server/platform/runtime.ts"],
    ["app/vct/", "server/platform/runtime.ts"],
    ["app/find/route.ts", "server/platform/runtime.ts"],
    ["app/sign-in/sign-in-action.ts", "server/platform/runtime.ts"],
    ["app/sign-in/ask-sessions.ts", "server/platform/runtime.ts"],
    ["app/verify/check-in-browser.ts", "server/platform/web-crypto.ts"],
    ["app/verify/own-sheet.ts", "server/platform/web-crypto.ts"],
    ["server/cli/check.ts", "server/platform/spreadsheet.ts"],
    ["server/cli/export.ts", "server/platform/zip-reader.ts"],
  ];

  function isAllowed({ from, to }: Import): boolean {
    const fits = (place: string, file: string) =>
      file === place || (place.endsWith("/") && file.startsWith(place));
    const [nearest] = arrows
      .filter(([place]) => fits(place, from))
      .toSorted(([one], [other]) => other.length - one.length);
    const more = exceptions.filter(([place]) => fits(place, from)).flatMap(([, ...allowed]) => allowed);
    return [...(nearest?.slice(1) ?? []), ...more].some((place) => fits(place, to));
  }

  test("every file imports only what its folder may", () => {
    expect(imports.length).toBeGreaterThan(1000);
    const broken = imports.filter(
      (found) =>
        isOurs(found.to) &&
        !isAllowed(found) &&
        !(found.from.startsWith("app/") && answerTypes.test(found.to) && isTypeOnly(found.from, found.to)),
    );
    expect(broken).toEqual([]);
  });

  test.each([
    ["server/domain/problem.ts", "server/platform/env.ts"],
    ["server/domain/problem.ts", "db/client.ts"],
    ["server/routers/model.ts", "db/schema/index.ts"],
    ["server/services/within.ts", "server/routers/model.ts"],
    ["server/services/within.ts", "app/_text/text.ts"],
    ["server/platform/env.ts", "server/services/within.ts"],
    ["server/cli/verify.ts", "db/client.ts"],
    ["server/front/front.ts", "db/client.ts"],
    ["app/console/page.tsx", "server/services/model/list.ts"],
    ["app/console/page.tsx", "db/client.ts"],
    ["app/_product/answer.tsx", "db/client.ts"],
    ["app/api/documents/route.ts", "server/routers/model.ts"],
    ["db/client.ts", "server/services/within.ts"],
  ])("%s may not import %s", (from, to) => expect(isAllowed({ from, to })).toBe(false));

  test("every exception is needed", () => {
    const unused = exceptions.flatMap(([place, ...allowed]) =>
      allowed
        .filter((to) => !imports.some((found) => found.from.startsWith(place) && found.to.startsWith(to)))
        .map((to) => `${place} ${to}`),
    );
    expect(unused).toEqual([]);
  });

  test("only the database, and what opens or listens to it, knows its driver", () => {
    expect(
      importersOf(/^pg($|\/)/, [
        "db/",
        "server/main.ts",
        "server/platform/env.ts",
        "server/platform/runtime.ts",
        "server/front/change-feed.ts",
        "server/soak/",
      ]),
    ).toEqual([]);
  });

  test("the domain imports no package and no module of Node.js", () => {
    expect(imports.filter(({ from, to }) => from.startsWith("server/domain/") && !isOurs(to))).toEqual([]);
  });

  test("only db and services know drizzle", () => {
    expect(importersOf(/^drizzle-orm/, ["db/", "server/services/", "server/platform/session.ts"])).toEqual(
      [],
    );
  });

  test("only routers know the server side of tRPC", () => {
    expect(
      importersOf(/^@trpc\/server/, [
        "server/routers/",
        "server/trpc.ts",
        "server/root.ts",
        "server/caller.ts",
        "app/api/trpc/",
      ]),
    ).toEqual([]);
  });

  test("nothing below the screens knows Next.js or React", () => {
    expect(
      importersOf(/^(next|react|react-dom)(\/|$)/, ["app/", "server/main.ts", "server/caller.ts"]),
    ).toEqual([]);
  });

  test("what runs in a reader's browser imports nothing of the server but the domain", () => {
    const client = product.filter((file) => /^["']use client["']/.test(read(file)));
    const broken = imports.filter(
      ({ from, to }) =>
        client.includes(from) &&
        ["node:", "db/", "server/"].some((prefix) => to.startsWith(prefix)) &&
        !to.startsWith("server/domain/") &&
        !isTypeOnly(from, to),
    );
    expect(broken).toEqual([]);
  });

  function importersOf(name: RegExp, allowed: readonly string[]): Import[] {
    return imports.filter(
      ({ from, to }) => name.test(to) && !allowed.some((prefix) => from.startsWith(prefix)),
    );
  }
});

describe("the domain", () => {
  const domain = product.filter((file) => file.startsWith("server/domain/") && file.endsWith(".ts"));

  test("has no clock and no chance: both arrive with the caller", () => {
    const impure =
      /\b(Date\.now|Math\.random|performance\.now|new Date\(\)|process\.|crypto\.(randomUUID|getRandomValues)|fetch\(|setTimeout|setInterval|console\.|globalThis|toLocale)/;
    expect(domain.filter((file) => impure.test(withoutComments(read(file))))).toEqual([]);
  });

  test("explains every function it offers", () => {
    const unexplained = domain.flatMap((file) =>
      [...read(file).matchAll(/^(?<before>.*)\nexport (?:async )?function (?<name>\w+)/gm)]
        .filter(({ groups }) => !isExplained(groups?.["before"] ?? "") && !file.endsWith("/problem.ts"))
        .map(({ groups }) => `${file}: ${groups?.["name"] ?? ""}`),
    );
    expect(unexplained).toEqual([]);
  });

  /** The line above ends a docstring, or an earlier signature of the same function. */
  function isExplained(lineAbove: string): boolean {
    return /\*\/\s*$/.test(lineAbove) || /^export function .*;$/.test(lineAbove);
  }
});

test("files are named in kebab-case", () => {
  const fixed = /^(README\.md|\[[.\w-]+\])$/;
  const odd = sources.filter((file) =>
    file.split("/").some((part) => !fixed.test(part) && !/^[_.]?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part)),
  );
  expect(odd).toEqual([]);
});

test("every language has every text of every other, with the same values to fill in", () => {
  const catalogues = { en, zh };
  expect(Object.keys(catalogues)).toEqual([...languages]);
  expect(textsOf(zh)).toEqual(textsOf(en));
});

test("nothing names a place of one machine only", () => {
  const traces = sources.filter(
    (file) => !file.endsWith("tidy.test.ts") && /\/(home|Users|root|work)\/[a-z]/.test(read(file)),
  );
  expect(traces).toEqual([]);
});

test("nothing is left to be done later, and no test is the only one that runs", () => {
  const left = sources.filter(
    (file) =>
      !file.endsWith("tidy.test.ts") && /\b(TODO|FIXME|XXX)\b|\b(test|describe|it)\.only\(/.test(read(file)),
  );
  expect(left).toEqual([]);
});

describe("the documents tell the truth", () => {
  const documents = [
    ...fs.readdirSync(root).filter((name) => name.endsWith(".md")),
    ...["server", "db", "server/decisions"].flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => path.posix.join(folder, name)),
    ),
  ];

  test.each(documents)("every file that %s names is there", (document) => {
    const text = read(document);
    const linked = [...text.matchAll(/\]\((?!http)(?<target>[^)#]+)\)/g)].map(
      ({ groups }) => groups?.["target"] ?? "",
    );
    const spoken = [...text.matchAll(/`(?<span>[^`\s]+)`/g)]
      .map(({ groups }) => groups?.["span"] ?? "")
      .filter((span) =>
        /^(app|db|server|e2e|public|domain|services|platform|front|cli)\/|\.(tsx?|mjs|json|md)$/.test(span),
      )
      .filter((span) => !/[<*{]/.test(span));
    const places = ["", path.posix.dirname(document), "server"];
    const missing = [...linked, ...spoken].filter(
      (name) => !places.some((place) => fs.existsSync(path.join(root, place, name))),
    );
    expect(missing).toEqual([]);
  });

  test("every command they name is a script of the package", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/npm run (?<name>[\w:]+)/g)].map(({ groups }) => groups?.["name"] ?? ""),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test("the README has a line for every setting that is read", () => {
    const settings = [...read("server/platform/env.ts").matchAll(/given\("(?<name>[A-Z_]+)"\)/g)].map(
      ({ groups }) => groups?.["name"] ?? "",
    );
    expect(settings).toContain("DATABASE_URL");
    const rows = read("README.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|")[1] ?? "");
    expect(settings.filter((name) => !rows.some((row) => row.includes(`\`${name}\``)))).toEqual([]);
  });
});

/** Path of each text with the names of what is filled in, sorted: the same for every language. */
function textsOf(messages: object, above = ""): readonly string[] {
  return Object.entries(messages)
    .flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === "object" && value !== null) return textsOf(value, `${above}${key}.`);
      const names = new Set([...String(value).matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1] ?? ""));
      return [`${above}${key}(${[...names].toSorted((a, b) => a.localeCompare(b)).join(", ")})`];
    })
    .toSorted((a, b) => a.localeCompare(b));
}

function importsOf(file: string): Import[] {
  if (!/\.(ts|tsx|mjs)$/.test(file)) return [];
  const found = [...withoutComments(read(file)).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g)];
  return found.map((match) => ({ from: file, to: resolved(file, match[1] ?? "") }));
}

function resolved(file: string, specifier: string): string {
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
}

function isOurs(target: string): boolean {
  return /^(app|db|server|e2e)\//.test(target);
}

/** Types vanish before anything reaches a browser. */
function isTypeOnly(file: string, target: string): boolean {
  const statements = [...read(file).matchAll(/import (?<type>type )?[^;]*?from ["'](?<from>[^"']+)["']/g)];
  return statements
    .filter(({ groups }) => resolved(file, groups?.["from"] ?? "") === target)
    .every(({ groups }) => groups?.["type"] !== undefined);
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.startsWith("e2e/") || file.startsWith("db/test-");
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file));
}
