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
import { createUser } from "../services/account/create-user.ts";
import { grantRole } from "../services/account/grant-role.ts";
import { createFacility } from "../services/facility/create.ts";
import { createDraft } from "../services/footprint/create-draft.ts";
import { loadDeclaration } from "../services/footprint/load.ts";
import { recompute } from "../services/footprint/recompute.ts";
import { releaseDeclaration } from "../services/footprint/release.ts";
import { withdrawSubmission } from "../services/footprint/withdraw-submission.ts";
import { acceptImport } from "../services/import/accept.ts";
import { cleanUpImports } from "../services/import/clean-up.ts";
import { mapColumns } from "../services/import/map-columns.ts";
import { stageImport } from "../services/import/stage.ts";
import { createModel } from "../services/model/create.ts";
import { createOperator } from "../services/operator/create.ts";
import { approve, draftOf, modelOf, operatorCalled } from "../test/fixture.ts";

/**
 * A small registry to be killed. Says first as JSON what it found: `{wrong, accepted, released}`. Then it ends what the
 * one before began (a staged file must still be usable, a declaration releasable), and goes on taking over files and
 * releasing declarations for ever, each named after its answer: `accepted <run>`, `released <declaration>`. Argument:
 * JSON of `dataDir`, `binDir`, and `write: false` to look and do nothing. Ends cleanly on SIGTERM.
 */
const { dataDir, binDir, write } = z
  .strictObject({ dataDir: z.string(), binDir: z.string(), write: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
const rowsOfFile = 150;

const server = await startEmbeddedPostgres({ dataDir, binDir, report: (text) => console.error(text) });
await ensureDatabase(server.connection("postgres"), "cellproof");
const owner = server.connection("cellproof");
await migrate(owner, path.resolve("db/migrations"));
const secrets = kept("secrets.json", z.strictObject({ key: z.string() }), () => ({
  key: randomBytes(32).toString("base64"),
}));
const keyEncryptionKey = new Uint8Array(Buffer.from(secrets.key, "base64"));
const publicUrl = "http://localhost:3000";
const runtime = createRuntime({
  ...{ database: await openEmbeddedAsRole(owner), publicUrl, dataDir, keyEncryptionKey },
  sessionSecret: secrets.key,
});
process.once("SIGTERM", () => void end());
await confirmBirth(runtime.db, { publicUrl, demonstration: false, keyEncryptionKey });
await cleanUpImports(contextFor(program, runtime));

console.log(JSON.stringify(await look()));
if (write) {
  const house = await begin();
  await endWhatWasBegun(house);
  for (;;) {
    const model = await createModel(house.author, modelOf(house, { modelCode: nameOf(8) }));
    const draft = await createDraft(house.author, draftOf({ modelId: model.id }));
    const { id: run } = await stageImport(house.author, { id: draft.id, fileName: "f.csv", bytes: file() });
    await accept(house.author, draft.id, run);
    await release(house, draft.id);
  }
} else setInterval(() => {}, 60_000);

interface House {
  readonly id: string;
  readonly facilityId: string;
  readonly author: Context;
  readonly reviewer: Context;
  readonly signer: Context;
}

/** The operator everything happens at: made by the first start, before anything is killed. */
async function begin(): Promise<House> {
  const form = z.strictObject({ id: z.string(), facilityId: z.string(), people: z.array(z.string()) });
  const file = path.join(dataDir, "house.json");
  if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(await makeHouse()));
  const { id, facilityId, people } = form.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  const as = (at: number, role: "author" | "reviewer" | "signer"): Context =>
    contextFor({ userId: people[at] ?? "", name: role, memberships: [{ role, operatorId: id }] }, runtime);
  return { id, facilityId, author: as(0, "author"), reviewer: as(1, "reviewer"), signer: as(2, "signer") };
}

async function makeHouse() {
  const keeper = contextFor(program, runtime);
  const { id } = await createOperator(keeper, operatorCalled("kills"));
  const people: string[] = [];
  for (const role of ["author", "reviewer", "signer"] as const) {
    const person = { name: role, email: `${role}@kills.example`, password: nameOf(12) };
    const { id: userId } = await createUser(keeper, person);
    await grantRole(keeper, { userId, role, operatorId: id });
    people.push(userId);
  }
  const memberships = [{ role: "author", operatorId: id }] as const;
  const author = contextFor({ userId: people[0] ?? "", name: "author", memberships }, runtime);
  const plant = { operatorId: id, code: "P1", name: "Plant", city: "Handan", country: "CN" };
  const { id: facilityId } = await createFacility(author, plant);
  return { id, facilityId, people };
}

async function accept(author: Context, id: string, run: string): Promise<void> {
  const { lock } = (await loadDeclaration(runtime.db, id)).declaration;
  await acceptImport(author, { id, run, lock, how: "add" });
  console.log(`accepted ${run}`);
}

async function release(house: House, id: string): Promise<void> {
  const { declaration } = await loadDeclaration(runtime.db, id);
  const draft =
    declaration.state === "in_review" ? await withdrawSubmission(house.author, declaration) : declaration;
  await releaseDeclaration(house.signer, await approve(house, draft));
  console.log(`released ${id}`);
}

/** What the killed one left: a staged file is read anew and taken over, a declaration of a whole file released. */
async function endWhatWasBegun(house: House): Promise<void> {
  const { rows } = await runtime.pool.query<{ id: string; run: string | null }>(
    `select d.id, (select r.id from import_run r where r.declaration_id = d.id and r.state = 'staged') as run
     from declaration d where d.state in ('draft', 'in_review')`,
  );
  for (const { id, run } of rows) {
    if (run !== null) {
      const { goodRows } = await mapColumns(house.author, { id, run });
      if (goodRows !== rowsOfFile) throw new Error(`A staged file has ${goodRows} rows now.`);
      const { rows: anew } = await runtime.pool.query<{ id: string }>(
        "select id from import_run where declaration_id = $1 and state = 'staged'",
        [id],
      );
      await accept(house.author, id, anew[0]?.id ?? run);
    }
    await release(house, id);
  }
}

/** Everything that is half done, in words, and what is done. */
async function look() {
  const { rows: runs } = await runtime.pool.query<{ id: string; state: string; found: string }>(
    `select r.id, r.state, concat_ws(' ',
       (select count(*) from inventory_line l join declaration d on d.inventory_id = l.inventory_id
         where d.id = r.declaration_id and l.code like 'row-%'),
       (select count(*) from audit_event a where a.action = 'declaration.import' and a.detail ->> 'run' = r.id::text),
       (select count(*) from import_row i where i.run_id = r.id)) as found
     from import_run r where r.state <> 'discarded'`,
  );
  const { rows: declarations } = await runtime.pool.query<{ id: string; state: string; found: string }>(
    `select d.id, d.state, concat_ws(' ', (d.result is not null)::int,
       (select count(*) from passport_version v where v.declaration_id = d.id),
       (select count(*) from passport_version v join artefact a using (passport_id, version)
         join log_entry e on e.idx = v.leaf_index where v.declaration_id = d.id),
       (select count(*) from audit_event a where a.action = 'declaration.release' and a.subject = d.id::text)) as found
     from declaration d`,
  );
  const { rows: log } = await runtime.pool.query<{ whole: boolean }>(
    "select (select count(*) from log_entry) = (select size from log_head) as whole",
  );
  const wrong: string[] = log.every(({ whole }) => whole) ? [] : ["The log and its head differ."];
  for (const { id, state, found } of runs) {
    // Lines of the file, deeds that say so, rows that wait with their heading.
    const whole = state === "accepted" ? `${rowsOfFile} 1 0` : `0 0 ${rowsOfFile + 1}`;
    if (found !== whole) wrong.push(`Import ${id} is ${state}: ${found}, not ${whole}.`);
  }
  for (const { id, state, found } of declarations) {
    // Result, versions, signed texts of a version with a log entry, deeds that say so.
    const whole = state === "released" ? "1 1 3 1" : "0 0 0 0";
    if (found !== whole) wrong.push(`Declaration ${id} is ${state}: ${found}, not ${whole}.`);
  }
  const released = declarations.filter(({ state }) => state === "released").map(({ id }) => id);
  if (released.length > 0) {
    const { reviewer } = await begin();
    for (const id of released)
      if ((await recompute(reviewer, { id })).outcome !== "same")
        wrong.push(`Declaration ${id} computes differently.`);
  }
  const accepted = runs.filter(({ state }) => state === "accepted").map(({ id }) => id);
  return { wrong, accepted, released };
}

function file(): Uint8Array<ArrayBuffer> {
  const head = "Code,Kind,Stage,Name,Mass,Unit,Emission factor,Factor unit,Source\n";
  const rows = Array.from(
    { length: rowsOfFile },
    (_, at) => `row-${at},material,production,Row ${at},5,kg,9,kgCO2e/kg,BOM\n`,
  );
  return new TextEncoder().encode(head + rows.join(""));
}

function nameOf(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** What the first start chose and later ones read. */
function kept<T>(name: string, form: z.ZodType<T>, make: () => T): T {
  const file = path.join(dataDir, name);
  if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(make()));
  return form.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

async function end(): Promise<void> {
  await runtime.end();
  await server.stop();
  process.exit(0);
}
