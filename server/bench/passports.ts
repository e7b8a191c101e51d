import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { connect } from "../../db/client.ts";
import { startEmbeddedPostgres } from "../../db/embedded.ts";
import { insertMany } from "../../db/insert-many.ts";
import { ensureDatabase, migrate } from "../../db/migrate.ts";
import { reading } from "../../db/schema/index.ts";
import { bundledCatalogue } from "../domain/catalogue/bundled-catalogue.ts";
import { contentNamesUnder } from "../domain/passport/document.ts";
import type { JsonObject } from "../domain/record/strict-json.ts";
import { a4 } from "../domain/label/label-sheet.ts";
import { usualFormat } from "../domain/label/label-format.ts";
import { writeCsv } from "../platform/spreadsheet-writer.ts";
import { labelsOf } from "../services/label/labels-of.ts";
import { labelSheets } from "../services/label/make-labels.ts";
import { readDocument } from "../services/passport/document.ts";
import { issueItem, issueItems } from "../services/passport/issue-item.ts";
import { importReadings } from "../services/reading/import-file.ts";
import { searchOwn } from "../services/search/search.ts";
import { findElement } from "../services/standard/find-element.ts";
import type { FilledBattery } from "../test/filled-battery.ts";
import { filledBattery } from "../test/filled-battery.ts";
import type { TestOperator } from "../test/fixture.ts";
import { fixture } from "../test/fixture.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

/** A registry with one battery of which everything is stated. */
interface Bench {
  readonly db: ReturnType<typeof connect>["db"];
  readonly pool: ReturnType<typeof connect>["pool"];
  readonly operator: TestOperator;
  readonly battery: FilledBattery;
  readonly quick: boolean;
}

/** What readers, printers, searchers, measuring batteries and makers wait for, each against the least it could cost. */
export async function passportRatios(quick: boolean): Promise<readonly Ratio[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-bench-passports-"));
  const server = await startEmbeddedPostgres({ dataDir: folder, fsync: false });
  try {
    await ensureDatabase(server.connection("postgres"), "bench");
    const config = server.connection("bench");
    await migrate(config);
    const { db, pool } = connect(config);
    try {
      const operator = await fixture({ db }).operator("bench");
      const battery = await filledBattery(operator, "EV");
      const bench = { db, pool, operator, battery, quick };
      return [
        ...(await elementRatios(bench)),
        await issueRatio(bench),
        await labelRatio(bench),
        await readingRatio(bench),
        await searchRatio(bench),
      ];
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One element out of a document in memory, against reading the text of the whole document. */
async function elementRatios({ operator, battery, quick }: Bench): Promise<readonly Ratio[]> {
  const document = await readDocument(operator.author, { productUrl: battery.model });
  const text = JSON.stringify(document);
  const json: JsonObject = JSON.parse(text);
  const { statutory } = contentNamesUnder(bundledCatalogue.version);
  const repeats = quick ? 300 : 2000;
  const times = (work: () => unknown) => () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) work();
    });
  const peer = times(() => JSON.parse(text));
  const found = (elementIdPath: string) => times(() => findElement(json, elementIdPath));
  const peerWords = `JSON.parse of the whole document, ${String(text.length)} characters`;
  return [
    {
      name: "json-path-element-per-whole-document-parse",
      ratio: await compareCosts(quick ? 5 : 9, found(`$['${statutory}'].ratedCapacity`), peer),
      ours: "a JSONPath that names a member, read and followed",
      peer: peerWords,
      limit: 1,
    },
    {
      name: "json-path-search-per-whole-document-parse",
      ratio: await compareCosts(quick ? 5 : 9, found("$..ratedCapacity"), peer),
      ours: "a JSONPath that looks everywhere, read and followed",
      peer: peerWords,
      limit: 15,
    },
  ];
}

/** Batteries of one order, against the same batteries one by one. */
async function issueRatio({ operator, battery, quick }: Bench): Promise<Ratio> {
  const count = quick ? 10 : 40;
  const { modelId } = battery;
  let made = 0;
  const next = () => {
    made += 1;
    return { serial: `N${String(made)}`, manufacturedOn: "2026-10" };
  };
  const together = () =>
    milliseconds(() => issueItems(operator.signer, { modelId, items: Array.from({ length: count }, next) }));
  const alone = () =>
    milliseconds(async () => {
      for (let at = 0; at < count; at += 1) await issueItem(operator.signer, { modelId, ...next() });
    });
  return {
    name: "issue-together-per-one-by-one",
    ratio: await compareCosts(quick ? 3 : 5, together, alone),
    ours: `${String(count)} batteries in one order: signed, logged, one checkpoint`,
    peer: "the same batteries issued one after another, each with a checkpoint of its own",
    limit: 1,
  };
}

/** Labels on sheets, each read back, against one sheet for each of them. */
async function labelRatio({ operator, battery, quick }: Bench): Promise<Ratio> {
  const count = quick ? 8 : 30;
  const order = await labelsOf(operator.author, {
    selection: { modelId: battery.modelId, of: "items" },
    ...{ language: "en", format: { ...usualFormat, heightMm: 90 }, complete: false },
  });
  const labels = order.labels.slice(0, count);
  if (labels.length < count) throw new Error(`${String(labels.length)} labels are too few.`);
  const together = () => milliseconds(() => labelSheets({ ...order, labels }, a4));
  const alone = () =>
    milliseconds(async () => {
      for (const label of labels) await labelSheets({ ...order, labels: [label] }, a4);
    });
  return {
    name: "labels-on-sheets-per-single-labels",
    ratio: await compareCosts(quick ? 3 : 5, together, alone),
    ours: `${String(count)} labels on sheets, one PDF: laid out, drawn, each read back with a decoder`,
    peer: "the same labels, one PDF each",
    limit: 1,
  };
}

/** A file of readings, from its bytes to kept rows, against adding as many rows that nobody looks at. */
async function readingRatio({ db, pool, operator, battery, quick }: Bench): Promise<Ratio> {
  const count = quick ? 500 : 5000;
  const { rows: items } = await pool.query<{ id: string }>(
    "select id from battery_item where product_url = $1",
    [battery.item],
  );
  const [item] = items;
  if (item === undefined) throw new Error("The battery of the bench is gone.");
  // Every round measures at minutes of its own: nothing is known already. All of them are past.
  let minute = Date.parse("2026-10-01T00:00:00Z") / 60_000;
  const times = () =>
    Array.from({ length: count }, () => {
      minute += 1;
      return new Date(minute * 60_000).toISOString();
    });
  const ours = () => {
    const rows = times().map((time, at) => [battery.item, time, String(40 + (at % 50))]);
    const bytes = writeCsv([["Product identifier", "Measured at", "stateOfCharge"], ...rows]);
    return milliseconds(async () => {
      const { kept } = await importReadings(operator.author, { bytes, dryRun: false });
      if (kept !== count) throw new Error(`${String(kept)} of ${String(count)} readings were kept.`);
    });
  };
  const peer = () => {
    const rows = times().map((time, at) => ({
      ...{
        id: crypto.randomUUID(),
        itemId: item.id,
        attribute: "stateOfCharge",
        value: String(40 + (at % 50)),
      },
      ...{ detail: null, measuredAt: new Date(time), method: null, source: "bms", operatorId: operator.id },
      ...{ receivedBy: null, receivedAt: new Date(time) },
    }));
    return milliseconds(() => insertMany(db, reading, rows));
  };
  return {
    name: `readings-of-${String(count)}-rows-per-plain-insert`,
    ratio: await compareCosts(quick ? 3 : 5, ours, peer),
    ours: "readings of a text file: read, judged against what is kept around each, kept, written down",
    peer: "as many rows added to the same table in the same way, unread",
    limit: 15,
  };
}

const batteries = 10_000;

/** A part of one serial number among ten thousand, against reading one row by its whole serial number. */
async function searchRatio({ pool, operator, battery, quick }: Bench): Promise<Ratio> {
  const { modelId } = battery;
  await pool.query(
    `insert into battery_item (id, model_id, serial, product_url, manufactured_on, created_at)
     select gen_random_uuid(), $1, serial, $2 || '/' || serial, '2026-10', now()
     from (select upper(substr(md5(at::text), 1, 12)) || at as serial from generate_series(1, $3::int) as at) as made`,
    [modelId, battery.model, batteries],
  );
  await pool.query(
    `insert into passport (id, product_url, level, model_id, item_id, operator_id, log_subject)
     select gen_random_uuid(), product_url, 'item', model_id, id, $1, 'bench-' || serial
     from battery_item where not exists (select from passport where passport.item_id = battery_item.id)`,
    [operator.id],
  );
  // What PostgreSQL would do by itself a minute after so many rows.
  await pool.query("vacuum (analyze)");
  const { rows } = await pool.query<{ serial: string }>(
    "select serial from battery_item where serial ~ '^[0-9A-F]{12}5000$'",
  );
  const serial = rows[0]?.serial ?? "";
  const part = serial.slice(2, 10);
  const repeats = quick ? 20 : 100;
  const ours = () =>
    milliseconds(async () => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const { batteries: found } = await searchOwn(operator.author, { text: part, kind: "batteries" });
        if (found?.rows.length !== 1) throw new Error(`${part} was not found.`);
      }
    });
  const equality = `select * from battery_item join passport on passport.item_id = battery_item.id
    where battery_item.model_id = $1 and battery_item.serial = $2`;
  const peer = () =>
    milliseconds(async () => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const { rowCount } = await pool.query(equality, [modelId, serial]);
        if (rowCount !== 1) throw new Error(`${serial} was not found.`);
      }
    });
  return {
    name: `search-part-of-serial-at-${String(batteries)}-per-indexed-equality`,
    ratio: await compareCosts(quick ? 5 : 9, ours, peer),
    ours: `a rare part of a serial number among ${String(batteries)} batteries, as the console asks`,
    peer: "one battery with its passport by model and whole serial number, by an index",
    limit: 15,
  };
}
