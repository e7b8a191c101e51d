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

describe("who may import whom", () => {
  /** The table of ARCHITECTURE.md: a folder, and the folders of ours that it may import. */
  const arrows: readonly (readonly [folder: string, ...allowed: string[]])[] = [
    ["server/domain/", "server/domain/"],
    ["server/platform/", "server/platform/", "server/domain/"],
    ["db/seed/", "db/", "server/domain/", "server/services/"],
    ["db/", "db/", "server/domain/", "server/platform/"],
    [
      "server/services/",
      "server/services/",
      "server/platform/",
      "server/domain/",
      "db/",
      "server/context.ts",
      "server/refusal.ts",
    ],
    [
      "server/routers/",
      "server/routers/",
      "server/services/",
      "server/domain/",
      "server/trpc.ts",
      "server/context.ts",
      "server/refusal.ts",
    ],
    ["server/front/", "server/front/", "server/platform/"],
    ["server/cli/", "server/cli/", "server/domain/", "server/platform/web-crypto.ts"],
    ["app/_text/", "app/_text/", "server/domain/"],
  ];
  /** Where the parts are put together, and what stands between two layers by its nature. */
  const exceptions: readonly (readonly [file: string, ...allowed: string[]])[] = [
    ["server/platform/runtime.ts", "db/", "server/services/", "server/context.ts"],
    ["server/platform/session.ts", "db/", "server/services/", "server/context.ts", "server/refusal.ts"],
    ["db/seed.ts", "server/services/", "server/context.ts"],
  ];

  test.each(arrows)("%s imports only what it may", (folder, ...allowed) => {
    const nearest = (file: string) => arrows.find(([prefix]) => file.startsWith(prefix))?.[0];
    const isAllowed = ({ from, to }: Import) => {
      const more = exceptions.find(([file]) => file === from)?.slice(1) ?? [];
      return [...allowed, ...more].some((prefix) => to.startsWith(prefix));
    };
    const broken = imports.filter(
      (found) => nearest(found.from) === folder && isOurs(found.to) && !isAllowed(found),
    );
    expect(broken).toEqual([]);
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
      /\b(Date\.now|Math\.random|performance\.now|new Date\(\)|process\.|crypto\.(randomUUID|getRandomValues)|fetch\(|setTimeout)/;
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
