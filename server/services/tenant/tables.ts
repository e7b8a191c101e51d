import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";

/** A table of which an archive holds rows. */
export interface ArchivedTable {
  readonly name: string;
  /**
   * `content` is what an operator brought and what was signed: the same wherever it is served. `state` is what the
   * registry that serves it does for it: keys, lists, deeds; it goes on elsewhere.
   */
  readonly part: "content" | "state";
  /** Keeps the rows that are the operator's; without it only what those refer to comes along. */
  readonly own?: (operatorId: string) => SQL;
  /** Columns that are not the operator's, or that another registry sets itself. */
  readonly without?: readonly string[];
  /** The row as it stands in the archive, where that is not the row itself. */
  readonly row?: (operatorId: string) => SQL;
  /** Rows that every registry may have already: the same is kept once. */
  readonly isShared?: true;
}

const ofOperator = (operatorId: string) => sql`t.operator_id = ${operatorId}`;
/** Passports the operator answers for, and those of their models, which every document of theirs is made with. */
const ownPassports = (operatorId: string) => sql`(
  select id from passport where operator_id = ${operatorId}
  union select id from passport where level = 'model'
    and model_id in (select model_id from passport where operator_id = ${operatorId}))`;
const ofPassport = (operatorId: string) => sql`t.passport_id in ${ownPassports(operatorId)}`;
const ofItem = (operatorId: string) =>
  sql`t.id in (select item_id from passport where operator_id = ${operatorId})`;
const ofModel = (operatorId: string) =>
  sql`t.model_id in (select id from battery_model where operator_id = ${operatorId})`;
const ofDeclaration = (operatorId: string) =>
  sql`t.declaration_id in (select id from declaration where operator_id = ${operatorId})`;
const ofInventory = (operatorId: string) =>
  sql`t.inventory_id in (select id from inventory where operator_id = ${operatorId})`;

/** What another operator declared is its own: a row that names it does without. */
const withOwnDeclaration = (operatorId: string) => sql`case
  when ${ofDeclaration(operatorId)} then to_jsonb(t) else to_jsonb(t) || '{"declaration_id": null}' end`;

/**
 * Tables of which rows refer to one another in turn: their rows are entered in rounds, each once what it refers to is there.
 * The lines of an inventory come before its declaration, with which they are frozen.
 */
export const entangledTables: readonly string[] = [
  "supplier_footprint",
  "emission_factor",
  "inventory_line",
  "declaration",
];

/**
 * Tables of an archive, each after those it refers to. Not in it: private keys, accounts, passwords, tokens and roles,
 * which an archive could only leak; drafts of signatures and imports under way; what others asked or reported.
 */
export const archivedTables: readonly ArchivedTable[] = [
  // What a record was made under is known wherever it is read.
  { name: "attribute_catalogue", part: "content", isShared: true, without: ["added_at"] },
  // Of people only who they were: an archive gives nobody access, and tells nobody's address. Those of others stay theirs.
  {
    name: "user",
    part: "content",
    own: (id) => sql`t.id in (select actor_id from audit_event where operator_id = ${id})`,
    without: ["email", "email_verified", "image", "created_at", "updated_at"],
  },
  { name: "operator", part: "content", own: (id) => sql`t.id = ${id}` },
  { name: "facility", part: "content", own: ofOperator },
  { name: "document", part: "content", own: ofOperator },
  {
    name: "performance_class_rule_set",
    part: "content",
    isShared: true,
    without: ["created_by", "created_at"],
  },
  { name: "operator_key", part: "state", own: ofOperator, without: ["encrypted_private_key"] },
  { name: "supplier_request", part: "content", own: ofOperator },
  {
    name: "battery_model",
    part: "content",
    own: ofOperator,
    // A model of somebody else, which a passport of the operator's names: what that says of it stands in its records.
    row: (id) => sql`case when t.operator_id = ${id} then to_jsonb(t)
      else to_jsonb(t) || '{"attributes": {}, "not_applicable": {}}' end`,
  },
  { name: "battery_batch", part: "content", own: ofModel },
  {
    name: "battery_item",
    part: "content",
    own: ofItem,
    // A battery of somebody else, out of which one became or which was handed over: what it is now is not ours to tell.
    row: (id) => sql`case when ${ofItem(id)} then to_jsonb(t)
      else to_jsonb(t) || '{"attributes": {}, "battery_status": "original", "changed_at": null}' end`,
  },
  {
    name: "model_document",
    part: "content",
    own: (id) => sql`t.model_id in (select model_id from passport where operator_id = ${id}
      union select id from battery_model where operator_id = ${id})`,
  },
  { name: "recycled_content_statement", part: "content", own: ofModel },
  { name: "recycled_content_lot", part: "content", own: ofModel },
  { name: "model_change", part: "content", own: ofModel },
  { name: "model_submission", part: "content", own: ofModel },
  { name: "supplier_product", part: "content", own: ofOperator },
  { name: "inventory", part: "content", own: ofOperator },
  {
    name: "supplier_footprint",
    part: "content",
    row: withOwnDeclaration,
    own: (id) => sql`(t.supplier_operator_id = ${id} or t.received_by_operator_id = ${id})`,
  },
  {
    name: "emission_factor",
    part: "content",
    own: ofOperator,
    isShared: true,
    // A factor of the library has its row from the registry, which set the time.
    row: () => sql`case when t.operator_id is null then to_jsonb(t) - 'created_at' else to_jsonb(t) end`,
  },
  { name: "inventory_line", part: "content", own: ofInventory },
  { name: "declaration", part: "content", own: ofOperator },
  {
    name: "supplier_footprint_line",
    part: "content",
    own: (id) => sql`t.supplier_footprint_id in (
      select id from supplier_footprint where supplier_operator_id = ${id} or received_by_operator_id = ${id})`,
  },
  { name: "declaration_review", part: "content", own: ofDeclaration },
  { name: "reduction_scenario", part: "content", own: ofOperator },
  { name: "passport", part: "content", own: (id) => sql`t.id in ${ownPassports(id)}` },
  { name: "passport_predecessor", part: "content", own: ofPassport },
  { name: "passport_version", part: "content", own: ofPassport, row: withOwnDeclaration },
  { name: "artefact", part: "content", own: ofPassport },
  { name: "disclosure", part: "content", own: ofPassport },
  {
    name: "status_entry",
    part: "content",
    own: (id) => sql`(${ofPassport(id)} or (t.operator_id = ${id} and t.passport_id is null))`,
  },
  {
    name: "status_change",
    part: "content",
    own: (id) => sql`(${ofPassport(id)} or t.supplier_footprint_id in (
      select id from supplier_footprint where supplier_operator_id = ${id}))`,
  },
  {
    name: "status_list_version",
    part: "state",
    own: (id) => sql`exists (
      select from status_entry e where e.operator_id = t.operator_id and e.list = t.list
      and (e.operator_id = ${id} or e.passport_id in ${ownPassports(id)}))`,
  },
  { name: "suspension", part: "content", own: ofPassport },
  {
    name: "opinion",
    part: "content",
    own: (id) => sql`(${ofPassport(id)} and ${ofDeclaration(id)})`,
  },
  {
    name: "transfer",
    part: "content",
    own: (id) => sql`(t.from_operator_id = ${id} or t.to_operator_id = ${id})`,
  },
  {
    name: "transfer_passport",
    part: "content",
    own: (id) => sql`t.transfer_id in (
      select id from transfer where from_operator_id = ${id} or to_operator_id = ${id})`,
  },
  { name: "life_event", part: "content", own: ofPassport },
  { name: "delegation", part: "content", own: ofOperator },
  {
    name: "reading",
    part: "content",
    // Those it received of a battery that somebody else answers for now as well: its digests count them.
    own: (id) =>
      sql`(t.operator_id = ${id} or t.item_id in (select item_id from passport where operator_id = ${id}))`,
  },
  { name: "reading_digest", part: "content", own: ofOperator },
  { name: "registration", part: "content", own: ofPassport },
  { name: "brought_bundle", part: "state", own: ofPassport },
  { name: "audit_event", part: "state", own: ofOperator, without: ["id"] },
];
