import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { confirmBirth } from "../../db/birth.ts";
import { startEmbeddedPostgres } from "../../db/embedded.ts";
import { ensureDatabase, migrate } from "../../db/migrate.ts";
import { openEmbeddedAsRole } from "../../db/role.ts";
import type { Context } from "../context.ts";
import { program } from "../context.ts";
import { contextFor, createRuntime } from "../platform/runtime.ts";
import { writeCsv } from "../platform/spreadsheet-writer.ts";
import { createUser } from "../services/account/create-user.ts";
import { grantRole } from "../services/account/grant-role.ts";
import { readAttributes } from "../services/attribute/read.ts";
import { stateAttributes } from "../services/attribute/state.ts";
import { createFacility } from "../services/facility/create.ts";
import { cleanUpImports } from "../services/import/clean-up.ts";
import { acceptTransfer } from "../services/life/accept-transfer.ts";
import { declareWaste } from "../services/life/declare-waste.ts";
import { makeSecondLife } from "../services/life/make-second-life.ts";
import { offerTransfer } from "../services/life/offer-transfer.ts";
import { signAnew } from "../services/life/sign-anew.ts";
import { publishLog } from "../services/log/publish.ts";
import { createOperator } from "../services/operator/create.ts";
import { resumeRuns } from "../services/product-import/resume.ts";
import { beginRun, workOn } from "../services/product-import/run.ts";
import { stageProducts } from "../services/product-import/stage.ts";
import { closeReadingDays } from "../services/reading/close-days.ts";
import { recordReadings } from "../services/reading/record.ts";
import { prepareFiles } from "../services/registration/prepare-files.ts";
import { declaredModel, operatorCalled, releaseReviewed } from "../test/fixture.ts";

/**
 * A small registry of batteries to be killed; speaks as server/soak/deeds.ts does. It goes on with what the one before began
 * (a file of batteries, versions in the name of who took over, days of readings), and then for ever: enters a file, keeps
 * readings, closes their day, declares waste, makes second lives, hands batteries over, signs them anew, and puts
 * registrations into files. Named after their answers are files, `accepted <run>`, and what was signed, `released <address>`.
 */
const { dataDir, binDir, write } = z
  .strictObject({ dataDir: z.string(), binDir: z.string(), write: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
const rowsOfFile = 12;
const dayMs = 86_400_000;

/** Selects what must not be there. */
const halfDone: Readonly<Record<string, string>> = {
  ...{
    "serial numbers without a passport":
      "select from battery_item i where not exists (select from passport p where p.item_id = i.id)",
    "passports of batteries without a version":
      "select from passport p where level = 'item' and not exists (select from passport_version v where v.passport_id = p.id)",
    "versions without both records, entry, place on a list or registration": `
      select from passport_version v join passport p on p.id = v.passport_id where
        not exists (select from log_entry e where e.idx = v.leaf_index)
        or (select count(*) from artefact a where a.passport_id = v.passport_id and a.version = v.version) < 2
        or not exists (select from status_entry s where s.passport_id = v.passport_id and s.version = v.version)
        or (p.level = 'item') <> exists (select from registration r where r.passport_id = v.passport_id and r.version = v.version)`,
    "batteries issued twice or by nobody": `
      select from battery_item i where 1 <> (
        select count(*) from audit_event a where a.action = 'item.issue' and a.subject = i.product_url)`,
    "passports of which two versions hold": `
      select passport_id from status_entry where value = 0 and passport_id is not null group by 1 having count(*) > 1`,
    "rows of a file that were entered and say nothing, or the other way": `
      select from import_row w where (w.outcome is not null) <> (w.product_url is not null)`,
    "files that are over with rows left": `
      select from import_run r join import_row w on w.run_id = r.id where r.state = 'accepted'
        and w.value is not null and w.outcome is null and coalesce(w.value ->> 'isHeading', '') = ''`,
    "batteries of an accepted hand-over that did not move": `
      select from transfer t join transfer_passport m on m.transfer_id = t.id join passport p on p.id = m.passport_id
        where t.state = 'accepted' and p.operator_id <> t.to_operator_id`,
    "waste without the version that says so, or a second life without its originals": `
      select from battery_item i join passport p on p.item_id = i.id where
        (i.battery_status = 'waste' and not exists (select from passport_version v where v.passport_id = p.id and v.version = 2))
        or (i.battery_status = 'repurposed' and 2 <> (select count(*) from passport_predecessor o where o.passport_id = p.id))`,
    "digests without their entry, or that count other readings": `
      select from reading_digest d where not exists (select from log_entry e where e.idx = d.leaf_index)
        or d.count <> (select count(*) from reading r where r.operator_id = d.operator_id
          and (r.received_at at time zone 'UTC')::date = d.day)`,
    "registrations in a file that is not kept":
      "select from registration r where file_id is not null and not exists (select from document d where d.id = r.file_id)",
    "logs whose head is not their end": "select from log_head where size <> (select count(*) from log_entry)",
  },
};

/** What the law wants measured at every change of an EV battery's status. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: 1200 },
};

const houseForm = z.strictObject({
  ...{ id: z.string(), slug: z.string(), modelId: z.string(), people: z.array(z.string()) },
});

const server = await startEmbeddedPostgres({ dataDir, binDir, report: (text) => console.error(text) });
await ensureDatabase(server.connection("postgres"), "cellproof");
const owner = server.connection("cellproof");
await migrate(owner, path.resolve("db/migrations"));
const secret = kept("secret.json", z.string(), () => Promise.resolve(randomBytes(32).toString("base64")));
const keyEncryptionKey = new Uint8Array(Buffer.from(await secret, "base64"));
const publicUrl = "http://localhost:3000";
const runtime = createRuntime({
  ...{ database: await openEmbeddedAsRole(owner), publicUrl, dataDir, keyEncryptionKey },
  sessionSecret: await secret,
});
process.once("SIGTERM", () => void end());
await confirmBirth(runtime.db, { publicUrl, demonstration: false, keyEncryptionKey });
const keeper = contextFor(program, runtime);
await publishLog(keeper);
await cleanUpImports(keeper);

/** The clock of a later moment: nothing has to be waited for. */
const later = (ctx: Context, ms: number): Context => ({ ...ctx, now: () => new Date(Date.now() + ms) });

console.log(JSON.stringify(await look()));
if (write) {
  const { maker, heir } = await begin();
  await endWhatWasBegun(heir);
  for (;;) {
    const ms = await ahead();
    const at = (house: House): House => ({
      ...house,
      author: later(house.author, ms),
      signer: later(house.signer, ms),
    });
    await round(at(maker), at(heir), ms);
  }
} else setInterval(() => {}, 60_000);

interface House {
  readonly id: string;
  readonly slug: string;
  readonly modelId: string;
  readonly author: Context;
  readonly signer: Context;
}

/** Each round has a day of its own, which is over at its end. */
async function ahead(): Promise<number> {
  const { rows } = await runtime.pool.query<{ days: string }>("select count(*) as days from reading_digest");
  return Number(rows[0]?.days) * dayMs;
}

async function round(maker: House, heir: House, ms: number): Promise<void> {
  const name = randomBytes(6).toString("hex");
  const serials = Array.from({ length: rowsOfFile }, (_, index) => `${name}-${String(index)}`);
  const rows = serials.map((serial) => ["PACK-100", serial, "2026-10"]);
  const { id: run } = await stageProducts(maker.signer, {
    ...{ operator: maker.slug, kind: "items", fileName: "batteries.csv" },
    bytes: writeCsv([["Model", "Serial number", "Manufacturing date"], ...rows]),
  });
  await workOn(maker.signer, await beginRun(maker.signer, { id: run }));
  console.log(`accepted ${run}`);
  const [wasted = "", first = "", second = "", ...given] = serials.map(
    (serial) => `${publicUrl}/id/${maker.slug}/PACK-100/${serial}`,
  );
  const measuredAt = maker.author.now().toISOString();
  await recordReadings(maker.author, {
    source: "bms",
    readings: given.map((productUrl) => ({
      productUrl,
      attribute: "stateOfCharge",
      value: "50",
      measuredAt,
    })),
  });
  await declareWaste(maker.signer, { productUrl: wasted, values: measured });
  console.log(`released ${wasted}#2`);
  const { productUrl } = await makeSecondLife(maker.signer, {
    ...{ operation: "repurposing", originals: [first, second] },
    item: { modelId: maker.modelId, serial: name, manufacturedOn: "2026-10", attributes: measured },
  });
  console.log(`released ${productUrl}#1`);
  const parties = { fromOperatorId: maker.id, toOperatorId: heir.id };
  const moved = given.slice(0, 6);
  const { id } = await offerTransfer(maker.signer, { ...parties, kind: "handOver", productUrls: moved });
  await acceptTransfer(heir.signer, { id });
  await signAnew(heir.signer, { operatorId: heir.id });
  for (const url of moved) console.log(`released ${url}#2`);
  await prepareFiles(maker.signer, { operatorId: maker.id });
  await closeReadingDays(later(keeper, ms + dayMs));
}

/** What the killed one left goes on by itself, or when its people ask again. */
async function endWhatWasBegun(heir: House): Promise<void> {
  const ms = await ahead();
  await resumeRuns(later(keeper, ms + 60_000));
  await signAnew(later(heir.signer, ms), { operatorId: heir.id });
  await closeReadingDays(later(keeper, ms + dayMs));
  const { rows } = await runtime.pool.query<{ open: string }>(
    `select (select count(*) from import_run where state = 'running')
       + (select count(*) from passport p join passport_version v on v.passport_id = p.id
          join operator_key k on k.kid = v.kid where p.operator_id = $1 and k.operator_id <> $1
          and not exists (select from passport_version n where n.passport_id = p.id and n.version > v.version)) as open`,
    [heir.id],
  );
  if (rows[0]?.open !== "0") throw new Error(`${String(rows[0]?.open)} of what was begun did not go on.`);
}

/** Everything that is half done, in words, and what is done. */
async function look() {
  const wrong: string[] = [];
  for (const [what, select] of Object.entries(halfDone)) {
    const { rows } = await runtime.pool.query<{ count: string }>(
      `select count(*) as count from (${select}) found`,
    );
    if (rows[0]?.count !== "0") wrong.push(`${String(rows[0]?.count)} ${what}.`);
  }
  const { rows: accepted } = await runtime.pool.query<{ id: string }>(
    "select id from import_run where state = 'accepted'",
  );
  const { rows: released } = await runtime.pool.query<{ id: string }>(
    "select p.product_url || '#' || v.version as id from passport_version v join passport p on p.id = v.passport_id",
  );
  return { wrong, accepted: accepted.map(({ id }) => id), released: released.map(({ id }) => id) };
}

/** Two operators: made by the first start, before anything is killed. */
async function begin(): Promise<{ readonly maker: House; readonly heir: House }> {
  const houses = await kept("houses.json", z.array(houseForm), async () => [
    await makeHouse("maker"),
    await makeHouse("heir"),
  ]);
  const [maker, heir] = houses.map(({ people, ...house }): House => {
    const as = (at: number, role: "author" | "signer"): Context =>
      contextFor(
        { userId: people[at] ?? "", name: role, memberships: [{ role, operatorId: house.id }] },
        runtime,
      );
    return { ...house, author: as(0, "author"), signer: as(2, "signer") };
  });
  if (maker === undefined || heir === undefined) throw new Error("There are two operators.");
  return { maker, heir };
}

async function makeHouse(slug: string): Promise<z.infer<typeof houseForm>> {
  const { id } = await createOperator(keeper, operatorCalled(slug));
  await runtime.pool.query("update operator set identifier_scheme = 'NTR', identifier = $2 where id = $1", [
    ...[id, `NTRCN-${slug}`],
  ]);
  const people: string[] = [];
  for (const role of ["author", "reviewer", "signer"] as const) {
    const person = {
      name: role,
      email: `${role}@${slug}.example`,
      password: randomBytes(12).toString("hex"),
    };
    const { id: userId } = await createUser(keeper, person);
    await grantRole(keeper, { userId, role, operatorId: id });
    people.push(userId);
  }
  const as = (at: number, role: "author" | "reviewer" | "signer") =>
    contextFor({ userId: people[at] ?? "", name: role, memberships: [{ role, operatorId: id }] }, runtime);
  const [author, reviewer, signer] = [as(0, "author"), as(1, "reviewer"), as(2, "signer")];
  const plant = { operatorId: id, code: "P1", name: "Plant", city: "Handan", country: "CN" };
  const { id: facilityId } = await createFacility(author, plant);
  const operator = { id, slug, facilityId, author, reviewer, signer };
  const { model, draft } = await declaredModel(operator);
  const { lock } = await readAttributes(author, { id: model.id });
  await stateAttributes(author, { id: model.id, lock, values: { commodityCode: "850760" } });
  await releaseReviewed(operator, draft);
  return { id, slug, modelId: model.id, people };
}

/** What the first start chose and later ones read. */
async function kept<T>(name: string, form: z.ZodType<T>, make: () => Promise<T>): Promise<T> {
  const file = path.join(dataDir, name);
  if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(await make()));
  return form.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

async function end(): Promise<void> {
  await runtime.end();
  await server.stop();
  process.exit(0);
}
