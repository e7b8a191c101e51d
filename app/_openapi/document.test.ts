import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { reservedWords } from "../../server/domain/identifier/reserved-words.ts";
import { parseStrictJson } from "../../server/domain/record/strict-json.ts";
import { openApiDocument, operations, pathParameters } from "./document.ts";
import { httpMethods } from "./operation.ts";

const document = JSON.parse(JSON.stringify(openApiDocument("https://registry.example")));

/** Every object in it, with where it stands. */
function* objectsIn(value: unknown, at = "#"): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [at, Object.fromEntries(Object.entries(value))];
  for (const [name, member] of Object.entries(value))
    yield* objectsIn(member, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

function resolved(ref: string): unknown {
  return ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, name) => Object(at)[name.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

describe("the description of the interfaces", () => {
  test("has what OpenAPI 3.1 asks of a document", () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(parseStrictJson(JSON.stringify(document)).ok).toBe(true);
    expect(Object.keys(document.paths).every((name) => name.startsWith("/"))).toBe(true);
    const allowed = ["parameters", ...httpMethods.map((method) => method.toLowerCase())];
    for (const item of Object.values<object>(document.paths))
      expect(Object.keys(item).filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test("names each operation once, each with a summary and answers that are described", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const places = operations.map(({ method, path: place }) => `${method} ${place}`);
    expect(new Set(places).size).toBe(places.length);
    for (const { operationId, summary, answers } of operations) {
      expect([operationId, summary.length > 5]).toEqual([operationId, true]);
      expect(Object.keys(answers).length).toBeGreaterThan(0);
      for (const [status, { description }] of Object.entries(answers)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(description).not.toBe("");
      }
    }
  });

  test("declares the parameters of every path, and no other", () => {
    for (const [place, item] of Object.entries<{ parameters?: readonly { name: string; in: string }[] }>(
      document.paths,
    ))
      expect((item.parameters ?? []).map(({ name }) => name)).toEqual(pathParameters(place));
    for (const { parameters = [] } of operations)
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
  });

  test("refers to nothing that is not there", () => {
    const refs = [...objectsIn(document)].flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) expect([ref, resolved(ref) !== undefined]).toEqual([ref, true]);
    const used = new Set(refs.map((ref) => ref.split("/").at(-1)));
    expect(Object.keys(document.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  test("holds schemas that are schemas", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const found = [...objectsIn(document)].filter(([at]) => at.endsWith("/schema"));
    expect(found.length).toBeGreaterThan(100);
    for (const [at, schema] of found) expect([at, ajv.validateSchema(schema)]).toEqual([at, true]);
    for (const schema of Object.values<object>(document.components.schemas))
      expect(ajv.validateSchema(schema)).toBe(true);
  });
});

describe("the description and the routes", () => {
  const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file.split(path.sep).join("/")))
    .map((file) => path.dirname(file).split(path.sep).join("/"));
  /** Whether a path template lies below a route: a parameter of either stands for any segment. */
  const lies = (route: string, template: string): boolean => {
    const [parts, segments] = [route.split("/"), template.slice(1).split("/")];
    const rest = parts.findIndex((part) => part.startsWith("[..."));
    if (rest >= 0 ? segments.length <= rest : segments.length !== parts.length) return false;
    return parts.every((part, place) => {
      const segment = segments[place] ?? "";
      return part.startsWith("[") || segment.startsWith("{") || part === segment;
    });
  };

  test("every described path has a route", () => {
    const lost = operations.filter(({ path: template }) => !routes.some((route) => lies(route, template)));
    expect(lost.map(({ path: template }) => template)).toEqual([]);
  });

  test("every word that follows an identifier is described", () => {
    const described = operations.map((operation) => operation.path);
    // Behind this one stands a batch, beside the batteries.
    const words = reservedWords.filter((word) => word !== "batch");
    expect(words.filter((word) => !described.some((place) => below(place, word)))).toEqual([]);
  });

  /** Whether a path has a word right behind a battery of an operator's own scheme. */
  const below = (place: string, word: string) => {
    const [before, ...rest] = place.split(`/{serial}/${word}`);
    return before === "/id/{operator}/{model}" && (rest[0] === "" || rest[0]?.startsWith("/") === true);
  };

  test("every route is described, or belongs to the screens for a reason that is named", () => {
    /** Routes that only our own pages ask. */
    const ofScreens: Readonly<Record<string, string>> = {
      "api/auth/[...all]": "signing in, for browsers",
      "api/trpc/[trpc]": "what the screens ask; it changes with them",
      "api/evidence": "a form of the console",
      "api/evidence/[id]": "a file of the console",
      "api/imports": "a form of the console",
      "api/imports/[id]/[run]/[file]": "a file of the console",
      "api/oversight/cases/[id]": "a file of the authority's screens",
      "api/oversight/check": "a form of the authority's screens",
      "api/product-imports/[id]/[file]": "a file of the console",
      "api/readings/file": "a form of the console",
      "api/recycled-evidence": "a form of the console",
      "api/recycled-evidence/[lot]": "a file of the console",
      "api/recycled-pack/[model]": "a file of the console",
      "api/registrations/[file]": "a file of the console",
      "api/registrations/answers": "a form of the console",
      "api/report-sheets": "a form of the console",
      "api/trial-declaration/[model]": "a file of the console",
      "console/declarations/[id]/documents/[file]": "a file of the console",
      "console/declarations/[id]/inventory.csv": "a file of the console",
      "console/declarations/[id]/inventory.xlsx": "a file of the console",
      "console/declarations/[id]/olca.zip": "a file of the console",
      "console/declarations/[id]/pact.json": "a file of the console",
      "console/declarations/[id]/request.json": "a file of the console",
      find: "the search field",
      sheets: "a form of the authority's screens",
      "supply/[token]": "a page behind a secret",
    };
    const templates = operations.map((operation) => operation.path);
    const undescribed = routes.filter((route) => !templates.some((template) => lies(route, template)));
    expect(undescribed.filter((route) => !Object.hasOwn(ofScreens, route)).toSorted()).toEqual([]);
    expect(Object.keys(ofScreens).filter((route) => !existsSync(`app/${route}`))).toEqual([]);
  });
});
