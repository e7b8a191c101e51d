import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate } from "./migrate.ts";
import { applicationRole, asRole } from "./role.ts";
import type { TestDatabase } from "./test-db.ts";
import { testDatabase } from "./test-db.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function rows(statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await database.adminPool.query(statement)).rows;
}

describe("the role that the program works as", () => {
  test("is the one these tests work as", async () => {
    const { rows: found } = await database.pool.query("select current_user as name");
    expect(found).toEqual([{ name: applicationRole }]);
  });

  test("owns nothing and may do nothing of its own", async () => {
    const owned = await rows(
      `select classid::regclass::text as kind, objid from pg_shdepend
       where refobjid = '${applicationRole}'::regrole and deptype = 'o'`,
    );
    expect(owned).toEqual([]);
    const [attributes] = await rows(
      `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = '${applicationRole}'`,
    );
    expect(attributes).toEqual({
      ...{ rolsuper: false, rolcreatedb: false, rolcreaterole: false },
      ...{ rolreplication: false, rolbypassrls: false },
    });
    const memberships = await rows(
      `select roleid from pg_auth_members where member = '${applicationRole}'::regrole`,
    );
    expect(memberships).toEqual([]);
  });

  const appendOnly = [
    "artefact",
    "attribute_catalogue",
    "audit_event",
    "brought_bundle",
    "case_event",
    "disclosure",
    "disclosure_delivery",
    "emission_factor",
    "interest_rules",
    "life_event",
    "log_checkpoint",
    "log_cosignature",
    "log_entry",
    "log_key",
    "model_change",
    "opinion",
    "passport_predecessor",
    "passport_version",
    "performance_class_rule_set",
    "reading",
    "reading_digest",
    "record_question",
    "status_change",
    "status_list_version",
    "supplier_footprint",
    "supplier_footprint_line",
    "supplier_footprint_reading",
    "suspension",
    "transfer_passport",
  ];

  test("covers every table that a trigger keeps append-only", async () => {
    const guarded = await rows(
      `select distinct tgrelid::regclass::text as name from pg_trigger
       where tgname like '%_append_only' order by 1`,
    );
    expect(guarded.map(({ name }) => name)).toEqual(appendOnly);
  });

  test.each(appendOnly)(
    "may add to %s and neither change nor take away: the database itself refuses",
    async (name) => {
      const column = (
        await rows(
          `select column_name as name from information_schema.columns where table_name = '${name}' order by ordinal_position desc limit 1`,
        )
      )[0]?.["name"];
      const [may] = await rows(
        `select has_table_privilege('${applicationRole}', '${name}', 'insert') as insert,
              has_table_privilege('${applicationRole}', '${name}', 'select') as select`,
      );
      expect(may).toEqual({ insert: true, select: true });
      for (const statement of [
        `update ${name} set "${String(column)}" = "${String(column)}"`,
        `delete from ${name}`,
        `truncate ${name}`,
      ])
        await expect(database.pool.query(statement), statement).rejects.toThrow(
          `permission denied for table ${name}`,
        );
    },
  );

  test.each([
    ["a table", "create table mine ()"],
    ["a temporary table", "create temporary table mine ()"],
    ["a schema", "create schema mine"],
    ["a function", "create function mine() returns int language sql as 'select 1'"],
    ["a trigger's end", "alter table log_entry disable trigger all"],
    ["a trigger less", "drop trigger log_entry_append_only on log_entry"],
    ["a table less", "drop table log_entry"],
    ["a way around triggers", "set session_replication_role = replica"],
    ["another role", "create role mine"],
    ["the rights of the owner", "set role postgres"],
    ["a file of the server", "copy log_entry to '/tmp/log'"],
    ["a smaller log", "delete from log_head"],
    ["a lost tile", "delete from log_tile"],
    ["a lost key", "delete from operator_key"],
    ["a status that was never given", "delete from status_entry"],
    ["an emptied table", "truncate session"],
    ["the marks of the migrations", "select * from drizzle.__drizzle_migrations"],
  ])("cannot get %s", async (_, statement) => {
    // insufficient_privilege: the words differ between versions of PostgreSQL, the code does not.
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("has the rights it needs on every table, and a second start changes nothing of them", async () => {
    const grants = () =>
      rows(
        `select table_name as name, string_agg(privilege_type, ',' order by privilege_type) as rights
         from information_schema.role_table_grants where grantee = '${applicationRole}' group by 1 order by 1`,
      );
    const before = await grants();
    const tables = await rows(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    expect(before.map(({ name }) => name)).toEqual(tables.map(({ name }) => name));
    await migrate({ ...inject("postgres"), database: database.config.database });
    expect(await grants()).toEqual(before);
  });
});

describe("a foreign server", () => {
  const name = `owner_${randomBytes(4).toString("hex")}`;
  const maintenance = { ...inject("postgres"), database: "postgres" };

  async function onServer(statement: string, config: pg.ClientConfig = maintenance): Promise<unknown[]> {
    const client = new pg.Client(config);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  test("whose user owns the tables is worked on as the role; the administrator is told what to do where the user may not", async () => {
    await onServer(`create role ${name} login`);
    await onServer(`create database ${name} owner ${name} template template0`);
    const owner = { ...maintenance, user: name, database: name };
    try {
      await expect(migrate(owner)).rejects.toThrow(`grant ${applicationRole} to "${name}"`);
      await onServer(`grant ${applicationRole} to ${name}`);
      await migrate(owner);
      const url = new URL(`postgresql://${name}@localhost:${String(owner.port)}/${name}`);
      url.searchParams.set("host", owner.host ?? "");
      const config = { connectionString: asRole(url.href) };
      expect(await onServer("select current_user as is, session_user as was", config)).toEqual([
        { is: applicationRole, was: name },
      ]);
      await expect(onServer("delete from log_entry", config)).rejects.toThrow("permission denied");
      url.searchParams.set("options", "-c statement_timeout=5000");
      const both = { connectionString: asRole(url.href) };
      const said = "select current_user as is, current_setting('statement_timeout') as wait";
      expect(await onServer(said, both)).toEqual([{ is: applicationRole, wait: "5s" }]);
    } finally {
      await onServer(`drop database ${name} with (force)`);
      await onServer(`drop role ${name}`);
    }
  });
});
