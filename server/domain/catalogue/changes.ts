import { changedMembers } from "../changed-members.ts";
import type { ChangedMember } from "../changed-members.ts";
import type { Catalogue } from "./catalogue.ts";

/** What one list of a catalogue has more, less and otherwise than an earlier one, by identifier. */
export interface ListChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly id: string; readonly members: readonly ChangedMember[] }[];
}

/** Lists of a catalogue that are compared row by row. */
type List = "attributes" | "acts" | "groups" | "sections" | "rules";

/** What changed from one version of the catalogue to another, row by row. The order of rows is no change. */
export function catalogueChanges(before: Catalogue, after: Catalogue): Readonly<Record<List, ListChanges>> {
  return {
    attributes: changesOf(before.attributes, after.attributes),
    acts: changesOf(before.acts, after.acts),
    groups: changesOf(before.groups, after.groups),
    sections: changesOf(before.sections, after.sections),
    rules: changesOf(before.rules, after.rules),
  };
}

interface Row {
  readonly id: string;
}

function changesOf(before: readonly Row[], after: readonly Row[]): ListChanges {
  const [earlier, later] = [byId(before), byId(after)];
  return {
    added: after.filter(({ id }) => !earlier.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !later.has(id)).map(({ id }) => id),
    changed: after.flatMap((row) => {
      const members = earlier.has(row.id) ? changedMembers(earlier.get(row.id), row) : [];
      return members.length === 0 ? [] : [{ id: row.id, members }];
    }),
  };
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
