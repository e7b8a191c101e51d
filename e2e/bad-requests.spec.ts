import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { ask, tokenOf } from "./procedures.ts";
import { testData } from "./test-data.ts";

/**
 * Every operation of the description, asked as nobody should ask: other methods, other media types, broken, deep and huge
 * JSON, zeros, halves of characters, names that every object of the language has. Never a failure of ours; the two
 * interfaces for programs say what was wrong; and afterwards the passport says what it said.
 */
const methods = ["get", "put", "post", "patch", "delete", "head", "options"] as const;

const bodies: readonly (readonly [mediaType: string, body: string | Buffer])[] = [
  ["application/json", "{"],
  ["application/json", "[".repeat(20_000) + "]".repeat(20_000)],
  ["application/json", '{"a":'.repeat(5_000) + "1" + "}".repeat(5_000)],
  ["application/json", '{"a":1,"a":2}'],
  ["application/json", '{"a":1e400}'],
  ["application/json", '["\\ud800"]'],
  ["application/json", '[{"productUrl":"\\u0000","attribute":"\\u0000","measuredAt":"\\u0000"}]'],
  ["application/json", '{"__proto__":{"a":1},"constructor":1,"toString":null}'],
  ["application/json", '{"uniqueProductIdentifier":"\\u0000","granularity":"model"}'],
  ["application/json", "null"],
  ["application/json", Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ["application/json", `"${"x".repeat(2 * 1024 * 1024)}"`],
  ["application/merge-patch+json", '{"constructor":{"name":"x"}}'],
  ["application/xml", "<a/>"],
  ["text/plain", "x"],
  ["multipart/form-data; boundary=x", "--x\r\nbroken"],
  ["multipart/form-data", "no boundary"],
  ["application/x-www-form-urlencoded", "kind=items&operator=%00&file=x"],
];

/** In place of a parameter of the path, or of the query. */
const values = [
  ...["%00", "%EF%BF%BF", "-1", "1e999", "a".repeat(2_000), "..%2F..%2Fetc%2Fpasswd", "%24..*"],
  encodeURIComponent(`$${"..*".repeat(60)}`),
  encodeURIComponent("$[".repeat(500)),
  encodeURIComponent('$[?match(@.a,"(a+)+$")]'),
];

const descriptionForm = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.union([
        z.array(z.unknown()),
        z.looseObject({
          parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).optional(),
        }),
      ]),
    ),
  ),
});
const resultForm = z.union([
  z.object({ message: z.array(z.object({ text: z.string().min(5), code: z.string() })).min(1) }),
  z.object({ code: z.string(), message: z.string().min(5) }),
]);

interface Bad {
  readonly method: (typeof methods)[number];
  readonly path: string;
  readonly mediaType?: string;
  readonly body?: string | Buffer;
}

test("no request of a program is a failure of ours, and each refusal says what is wrong", async ({
  request,
  registry,
}) => {
  test.setTimeout(300_000);
  const productId = registry.url + testData.item.path;
  const byProduct = `/v1/dppsByProductId/${encodeURIComponent(productId)}`;
  const before = z
    .looseObject({ digitalProductPassportId: z.string() })
    .parse(await (await request.get(byProduct)).json());
  const { paths } = descriptionForm.parse(await (await request.get("/openapi.json")).json());
  const known = (path: string) =>
    path.replace("{dppId}", before.digitalProductPassportId).replaceAll(/\{\w+\}/g, "x");
  const bad = Object.entries(paths)
    .filter(([path]) => /^\/(?:v1|api)\//.test(path))
    .flatMap(([path, operations]): readonly Bad[] => {
      const own = methods.filter((method) => Object.hasOwn(operations, method));
      const asked = new Set(
        Object.values(operations).flatMap((one) =>
          Array.isArray(one)
            ? []
            : (one.parameters ?? []).flatMap((each) => (each.in === "query" ? each.name : [])),
        ),
      );
      return [
        ...methods.map((method) => ({ method, path: known(path) })),
        ...(path.includes("{")
          ? own.flatMap((method) =>
              values.map((value) => ({
                method,
                path: path.replaceAll(/\{\w+\}/g, value),
                ...jsonFor(method),
              })),
            )
          : []),
        ...[...asked].flatMap((name) =>
          values.flatMap((value) =>
            own.slice(0, 1).map((method) => ({ method, path: `${known(path)}?${name}=${value}` })),
          ),
        ),
        ...own
          .filter((method) => method === "post" || method === "patch")
          .flatMap((method) =>
            bodies.map(([mediaType, body]) => ({ method, path: known(path), mediaType, body })),
          ),
      ];
    });
  expect(bad.length).toBeGreaterThan(300);
  const wrong: string[] = [];
  const keeper = registry.tokens["keeper"] ?? "";
  const operators = z.array(z.looseObject({ id: z.string(), slug: z.string() }));
  const listed = await ask(request, keeper, { name: "operator.list", input: {}, form: operators });
  const operatorId = listed.find(({ slug }) => slug === testData.operator.slug)?.id ?? null;
  expect(operatorId).not.toBeNull();
  const person = { name: "Careless program", email: "careless@testpack.example", operatorId };
  const token = await tokenOf(request, keeper, { ...person, roles: ["author", "signer"] });
  for (const authorization of [`Bearer ${token}`, null])
    for (const one of bad) wrong.push(...(await wrongWith(request, one, authorization)));
  expect(wrong).toEqual([]);
  expect(await (await request.get(byProduct)).json()).toEqual(before);
});

function jsonFor(method: string): Partial<Bad> {
  return method === "post" || method === "patch" ? { mediaType: "application/json", body: "{}" } : {};
}

async function wrongWith(
  request: APIRequestContext,
  { method, path, mediaType, body }: Bad,
  authorization: string | null,
): Promise<readonly string[]> {
  const answer = await request.fetch(path, {
    method,
    maxRedirects: 0,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(mediaType === undefined ? {} : { "content-type": mediaType }),
    },
    ...(body === undefined ? {} : { data: typeof body === "string" ? Buffer.from(body) : body }),
  });
  const status = answer.status();
  const what = `${method} ${path.slice(0, 120)} ${mediaType ?? ""} ${body?.slice(0, 30).toString() ?? ""}`;
  if (status >= 500) return [`${String(status)} ${what}`];
  // Another method, and an address that is none, are answered before anybody reads what was meant.
  if (
    status < 400 ||
    status === 405 ||
    method === "head" ||
    !answer.headers()["content-type"]?.includes("json")
  )
    return [];
  return resultForm.safeParse(await answer.json()).success ? [] : [`says nothing: ${what}`];
}
