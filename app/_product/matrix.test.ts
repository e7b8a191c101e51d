import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import type { Context } from "../../server/context.ts";
import { anyone } from "../../server/context.ts";
import type { Audience, DataSet } from "../../server/domain/access/audience.ts";
import { audiences } from "../../server/domain/access/audience.ts";
import type { Attribute } from "../../server/domain/catalogue/catalogue.ts";
import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
import { readSpreadsheet } from "../../server/platform/spreadsheet.ts";
import type { Fixture, TestOperator } from "../../server/test/fixture.ts";
import { filledBattery, mark, statable } from "../../server/test/filled-battery.ts";
import { fixture } from "../../server/test/fixture.ts";
import { handlers } from "../_v1/handlers.ts";
import { answerFrom } from "./answer.tsx";
import { productSource } from "./product-source.ts";
import { forms } from "./negotiate.ts";

/*
 * Every reader, every data point, every form. The battery is of the category that has most of them, everything that may be
 * stated of it and its model is stated, and each answer is taken apart to the last encoded part before it is searched.
 */

/** The table of the law, written down once more. Source: Regulation (EU) 2023/1542, Art. 77(2). */
const readable: Readonly<Record<Audience | "otherOperator", readonly DataSet[]>> = {
  anyone: ["point1"],
  legitimateInterest: ["point1", "point2", "point4"],
  authority: ["point1", "point2", "point3"],
  responsibleOperator: ["point1", "point2", "point3", "point4"],
  otherOperator: ["point1"],
};

const category = "industrialStationary";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let readers: Readonly<Record<Audience | "otherOperator", Context>>;
let urls: { readonly model: string; readonly item: string };

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const other = await registry.operator("rival");
  urls = await filledBattery(operator, category);
  const official = async (role: "authority" | "interest") =>
    registry.as(await registry.person(role, { role, operatorId: null }));
  readers = {
    anyone: registry.as(anyone),
    legitimateInterest: await official("interest"),
    authority: await official("authority"),
    responsibleOperator: operator.reviewer,
    otherOperator: other.author,
  };
});
afterAll(() => database.end());

/** A text with everything that is encoded in it: parts of tokens, disclosures, data addresses. */
function takenApart(text: string): string {
  const encoded = [...text.matchAll(/[A-Za-z0-9_-]{16,}/g)].map(([part]) =>
    Buffer.from(part, "base64url").toString("utf8"),
  );
  const inner = encoded.flatMap((part) =>
    [...part.matchAll(/[A-Za-z0-9_-]{40,}/g)].map(([one]) => Buffer.from(one, "base64url").toString("utf8")),
  );
  return [text, ...encoded, ...inner].join("\n");
}

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Answer = (ctx: Context, productUrl: string) => Promise<string>;

/** Every way a passport is given out, by name. What is added to the forms of a product is here of itself. */
const answers: readonly (readonly [name: string, answer: Answer])[] = [
  ...forms.map((form) => [form, (ctx: Context, url: string) => onProduct(ctx, url, form)] as const),
  ...["bundle.json", "versions", "versions/1", "label"].map(
    (path) => [path, (ctx: Context, url: string) => onProduct(ctx, `${url}/${path}`, "text/html")] as const,
  ),
  ...(["compressed", "full"] as const).map(
    (form) => [`/v1 ${form}`, (ctx: Context, url: string) => onStandard(ctx, url, form)] as const,
  ),
];

/** Forms of others say what they ask for and do not get, in their own words: the same for every battery and reader. */
function withoutNotes(text: string): string {
  return text.replace(/"note":\{"[^]*?\]\}/, "").replaceAll(/; without [A-Za-z0-9_., ]+"/g, '"');
}

async function onProduct(ctx: Context, url: string, accept: string): Promise<string> {
  const request = new Request(url, { headers: { accept, "accept-language": "en" } });
  const named = accept === "application/untp+vc+jwt" ? new Request(`${url}?form=untp%2Bvc%2Bjwt`) : request;
  const response = await answerFrom(() => Promise.resolve(productSource(ctx)), named, new URL(url).pathname);
  expect([url, accept, response.status]).toEqual([url, accept, 200]);
  if (accept !== workbook) return takenApart(withoutNotes(await response.text()));
  const read = await readSpreadsheet(new Uint8Array(await response.arrayBuffer()));
  if (!read.ok) throw new Error(`The workbook of ${url} does not read.`);
  return read.value.sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)).join("\n");
}

async function onStandard(ctx: Context, productUrl: string, form: string): Promise<string> {
  const url = new URL(`http://localhost:3000/v1/dppsByProductId/x?representation=${form}`);
  const response = await handlers.ReadDPPByProductId({
    ...{ ctx, url, request: new Request(url), language: "en" },
    named: () => productUrl,
  });
  return takenApart(await response.text());
}

/** The traces of a data point in an answer: its name (not within an identifier of another vocabulary), and what only its value says. */
function tracesOf({ id, title }: Attribute, answer: string): readonly string[] {
  const name = new RegExp(`(?<![A-Za-z#])${id}(?![A-Za-z])`);
  return [
    ...(name.test(answer) ? [id] : []),
    ...(answer.includes(mark(id).slice(0, 20)) ? ["value"] : []),
    ...(answer.includes(`<th scope="row">${title.en}<`) ? [title.en] : []),
  ];
}

const restricted = bundledCatalogue.attributes.filter(({ dataSet }) => dataSet !== "point1");
const cases = [...audiences, "otherOperator" as const].flatMap((reader) =>
  answers.map(([name, answer]) => [reader, name, answer] as const),
);

describe("BATT-Art77(6), BATT-Art77(2)(b), BATT-Art77(2)(c): every reader, every data point, every form", () => {
  test.each(cases)("%s finds no trace of what is closed to them: %s", async (reader, _, answer) => {
    const open = readable[reader];
    for (const productUrl of [urls.model, urls.item]) {
      const text = await answer(readers[reader], productUrl);
      const found = restricted
        .filter(({ dataSet }) => !open.includes(dataSet))
        .flatMap((attribute) => tracesOf(attribute, text).map((trace) => `${attribute.id}: ${trace}`));
      expect(found).toEqual([]);
    }
  });

  const complete = [
    ...["application/json", "text/html", "application/dc+sd-jwt", "/v1 compressed", "/v1 full"],
    ...["text/csv", workbook, "application/aas+json"],
  ];
  const wholeCases = cases.filter(([reader, name]) => reader !== "otherOperator" && complete.includes(name));
  test.each(wholeCases)(
    "BATT-Art78(b), BATT-AnnexXIII-1: without a fee or a gap %s finds all that is open to them: %s",
    async (reader, name, answer) => {
      const open = readable[reader];
      const at = {
        model: await answer(readers[reader], urls.model),
        item: await answer(readers[reader], urls.item),
      };
      const lacking = (["model", "item"] as const).flatMap((level) =>
        statable(category, level)
          .filter(({ dataSet }) => open.includes(dataSet) && (name !== "text/html" || dataSet !== "point1"))
          .filter((attribute) => tracesOf(attribute, at[level]).length === 0)
          .map(({ id }) => id),
      );
      expect(lacking).toEqual([]);
    },
  );
});
