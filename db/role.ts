import { createHash } from "node:crypto";
import pg from "pg";

/** Who the program is to the database: a role that owns nothing and changes only what the program really changes. */
export const applicationRole = "cellproof_app";

/**
 * What the role may do to rows that are there already; to every table it may add rows, and read all of them. A table
 * that is not here is only ever added to. Whoever writes the first UPDATE or DELETE on a table enters it here. To lock a
 * row counts as changing it.
 */
const changes: Readonly<Record<string, "update" | "delete" | "update, delete">> = {
  account: "update, delete",
  api_token: "update",
  battery_item: "update",
  battery_model: "update",
  body_member: "delete",
  case_file: "update",
  declaration: "update, delete",
  delegation: "update",
  import_mapping: "update",
  import_row: "update, delete",
  import_run: "update",
  interest_grant: "update",
  inventory: "update, delete",
  inventory_line: "update, delete",
  inventory_undo: "update, delete",
  label_report: "update",
  log_head: "update",
  log_tile: "update",
  log_witness: "update",
  membership: "update, delete",
  model_document: "update",
  model_submission: "update",
  operator: "update",
  operator_key: "update",
  passport: "update",
  pending_signature: "update",
  recycled_content_lot: "update, delete",
  recycled_content_statement: "update",
  reduction_scenario: "update, delete",
  registration: "update",
  registry: "update",
  result_sheet: "delete",
  session: "update, delete",
  status_entry: "update",
  supplier_request: "update",
  transfer: "update",
  user: "update, delete",
  verification: "update, delete",
};

/**
 * Makes the role unless it is there and gives it exactly its rights on the tables of this database. Called with every
 * migration, by the user who owns the tables. Throws, with what an administrator has to do, when that user may neither
 * make the role nor act as it.
 */
export async function grantApplicationRole(client: pg.Client): Promise<void> {
  await ensureRole(client);
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const database = pg.escapeIdentifier(await currentDatabase(client));
  // In one step, so that programs at work never see a right missing.
  await client.query("begin");
  await client.query(`revoke all on all tables in schema public from ${applicationRole}`);
  await client.query(`revoke create on schema public from public`);
  await client.query(`revoke temporary on database ${database} from public`);
  await client.query(`grant usage on schema public to ${applicationRole}`);
  for (const { name } of rows) {
    const rights = ["select", "insert", ...(changes[name] === undefined ? [] : [changes[name]])].join(", ");
    await client.query(`grant ${rights} on table public.${pg.escapeIdentifier(name)} to ${applicationRole}`);
  }
  await client.query("commit");
}

/** How to reach a database of the embedded server as the role; `config` is that of its superuser, who opens the door. */
export async function openEmbeddedAsRole(config: pg.ClientConfig): Promise<pg.ClientConfig> {
  const password = typeof config.password === "string" ? passwordFrom(config.password) : undefined;
  const client = new pg.Client(config);
  await client.connect();
  try {
    const secret = password === undefined ? "" : ` password ${pg.escapeLiteral(password)}`;
    await client.query(`alter role ${applicationRole} login${secret}`);
  } finally {
    await client.end();
  }
  return { ...config, user: applicationRole, ...(password === undefined ? {} : { password }) };
}

/** A connection string of somebody who may act as the role: every connection does so from its first statement. */
export function asRole(connectionString: string): string {
  const url = new URL(connectionString);
  const options = [url.searchParams.get("options"), `-c role=${applicationRole}`];
  url.searchParams.set("options", options.filter((option) => option !== null).join(" "));
  return url.href;
}

async function ensureRole(client: pg.Client): Promise<void> {
  if (await mayActAsRole(client)) return;
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [applicationRole]);
  try {
    if (rowCount === 0) await client.query(`create role ${applicationRole} nologin`);
    if (!(await mayActAsRole(client))) await client.query(`grant ${applicationRole} to current_user`);
  } catch (cause) {
    // Another program on this server made it in the same moment.
    if (await mayActAsRole(client)) return;
    throw new Error(await askAdministrator(client), { cause });
  }
  if (!(await mayActAsRole(client))) throw new Error(await askAdministrator(client));
}

async function askAdministrator(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select current_user as name");
  const user = pg.escapeIdentifier(rows[0]?.name ?? "");
  return (
    `The program works as the database role ${applicationRole}, which owns nothing, and the user ${user} of DATABASE_URL may ` +
    `neither make that role nor act as it. Have an administrator of the server run: ` +
    `create role ${applicationRole} nologin; grant ${applicationRole} to ${user};`
  );
}

/** Whether this user may take the role; without the role the answer is no. */
async function mayActAsRole(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`set role ${applicationRole}`);
    await client.query("reset role");
    return true;
  } catch {
    return false;
  }
}

async function currentDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  return rows[0]?.name ?? "";
}

/** Where passwords are asked for (Windows): the role's own, which does not open what the superuser's opens. */
function passwordFrom(superuserPassword: string): string {
  return createHash("sha256").update(`${applicationRole} ${superuserPassword}`).digest("base64url");
}
