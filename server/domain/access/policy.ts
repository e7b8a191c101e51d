import type { Audience, DataSet } from "./audience.ts";
import { readable } from "./audience.ts";

/** What a person or a machine may be, for one operator (first three) or for the registry as a whole. */
export const roles = [
  "author",
  "reviewer",
  "signer",
  "keeper",
  "authority",
  "notifiedBody",
  "interest",
] as const;
export type Role = (typeof roles)[number];

/** Roles held for one operator; every other role is held for the registry as a whole. */
export const rolesOfOperator: readonly Role[] = ["author", "reviewer", "signer"];

/** A role, and the operator it is held for; officials, interested persons and the keeper hold theirs for all. */
export interface Membership {
  readonly role: Role;
  readonly operatorId: string | null;
  /** Of a role held by written authority of the operator: which one. The holder belongs to another operator. */
  readonly delegationId?: string;
}

/** Everything somebody can ask the registry to do or show. */
export type Action =
  | "passport.read"
  | "passport.revoke"
  | "passport.archive"
  | "footprint.revoke"
  | "passport.suspend"
  | "opinion.give"
  | "record.read"
  | "operator.read"
  | "model.read"
  | "model.write"
  | "model.submit"
  | "model.review"
  | "model.release"
  | "declaration.read"
  | "declaration.write"
  | "declaration.submit"
  | "declaration.review"
  | "declaration.release"
  | "item.issue"
  | "reading.write"
  | "reading.read"
  | "readingDigest.read"
  | "item.read"
  | "item.write"
  | "key.write"
  | "document.write"
  | "evidence.write"
  | "label.read"
  | "factor.read"
  | "factor.write"
  | "supplier.read"
  | "supplier.request"
  | "supplier.answer"
  | "report.check"
  | "ruleSet.read"
  | "ruleSet.write"
  | "recycledEvidence.read"
  | "study.read"
  | "studyDraft.read"
  | "oversight.read"
  | "case.write"
  | "question.ask"
  | "question.read"
  | "question.answer"
  | "labelReport.file"
  | "interest.rules"
  | "interest.read"
  | "registration.read"
  | "registration.write"
  | "tenant.export"
  | "transfer.read"
  | "transfer.offer"
  | "transfer.decide"
  | "life.read"
  | "life.change"
  | "delegation.read"
  | "delegation.write"
  | "registry.keep";

type Grant =
  | { readonly scope: "anyone" }
  | { readonly scope: "own" | "all"; readonly roles: readonly Role[] };

/**
 * Who may do what: one table, asked by every procedure, route and file. `own` means a role held for the operator the
 * thing belongs to; `all` a role held for the registry. Several rows for one action add up.
 * Source: Regulation (EU) 2023/1542, Art. 77(2) for reading; Art. 77(4) and 78(f) for writing.
 */
export const policy: Readonly<Record<Action, readonly Grant[]>> = {
  "passport.read": [{ scope: "anyone" }],
  // Art. 78(f): nobody but the responsible operator writes, and so withdraws; the registry's keeper does not either.
  "passport.revoke": [{ scope: "own", roles: ["signer"] }],
  // Art. 77(4): who answers for a passport decides over what of it was never published, and files what has ended.
  "passport.archive": [{ scope: "own", roles: ["author", "signer"] }],
  // Record format, section 4: whoever signed a record withdraws it.
  "footprint.revoke": [{ scope: "own", roles: ["signer"] }],
  // Art. 79 to 84: market surveillance stops the sale, by a statement of its own that changes nothing of the operator's.
  "passport.suspend": [{ scope: "all", roles: ["authority"] }],
  // Art. 7(1) with Annex VIII: a notified body assesses declaration and study, and says so in its own name.
  "opinion.give": [{ scope: "all", roles: ["notifiedBody"] }],
  "record.read": [{ scope: "anyone" }],
  "operator.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["keeper"] },
  ],
  "model.read": [{ scope: "own", roles: rolesOfOperator }],
  "model.write": [{ scope: "own", roles: ["author"] }],
  "model.submit": [{ scope: "own", roles: ["author"] }],
  "model.review": [{ scope: "own", roles: ["reviewer"] }],
  "model.release": [{ scope: "own", roles: ["signer"] }],
  "declaration.read": [{ scope: "own", roles: rolesOfOperator }],
  "declaration.write": [{ scope: "own", roles: ["author"] }],
  "declaration.submit": [{ scope: "own", roles: ["author"] }],
  "declaration.review": [{ scope: "own", roles: ["reviewer"] }],
  "declaration.release": [{ scope: "own", roles: ["signer"] }],
  "item.issue": [{ scope: "own", roles: ["signer"] }],
  // Art. 77(4) and 78(f): readings are added for the operator that answers for the battery, by persons and by machines.
  // Point 4(a): whoever changes a battery's status says what was measured with it.
  "reading.write": [{ scope: "own", roles: ["author", "signer"] }],
  // Annex XIII point 4 with Art. 77(2): for the responsible operator and a legitimate interest; not for authorities.
  "reading.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["interest"] },
  ],
  "readingDigest.read": [{ scope: "own", roles: rolesOfOperator }],
  // Art. 77(4) with Annex XIII point 4: all of a battery's data, for who answers for its passport now.
  "item.read": [{ scope: "own", roles: rolesOfOperator }],
  "item.write": [{ scope: "own", roles: ["author"] }],
  // Art. 78(g) with the record format, section 3: who signs decides over the keys; the keeper helps an operator that cannot.
  "key.write": [
    { scope: "own", roles: ["signer"] },
    { scope: "all", roles: ["keeper"] },
  ],
  "document.write": [{ scope: "own", roles: ["author"] }],
  // Art. 77(4) and (7): a signer keeps what was agreed in writing; only the parties read it.
  "evidence.write": [{ scope: "own", roles: ["author", "signer"] }],
  "label.read": [{ scope: "own", roles: rolesOfOperator }],
  "factor.read": [{ scope: "own", roles: rolesOfOperator }],
  "factor.write": [{ scope: "own", roles: ["author"] }],
  "supplier.read": [{ scope: "own", roles: rolesOfOperator }],
  "supplier.request": [{ scope: "own", roles: ["author"] }],
  // Whoever holds the secret of a request may answer it: a supplier needs no account.
  "supplier.answer": [{ scope: "anyone" }],
  // The checker keeps nothing and shows nobody else's data.
  "report.check": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["authority", "notifiedBody"] },
  ],
  "ruleSet.read": [{ scope: "anyone" }],
  // Art. 7(2) and (3): classes and limits are set by authorities, never by those they are set for.
  "ruleSet.write": [{ scope: "all", roles: ["authority"] }],
  // Art. 8 with Annex VIII: the technical documentation behind the shares, for whoever assesses or watches conformity.
  "recycledEvidence.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["authority", "notifiedBody"] },
  ],
  // The study behind a declaration with every line: Art. 7(1) with Annex VIII for notified bodies, Art. 77(2)(b) for
  // authorities. Of what is not declared yet only those read who make it or assess its conformity.
  "study.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["authority", "notifiedBody"] },
  ],
  "studyDraft.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["notifiedBody"] },
  ],
  // Art. 77(2)(b): notified bodies and authorities check passports, one or a shipment, and read their history.
  "oversight.read": [{ scope: "all", roles: ["authority", "notifiedBody"] }],
  // Art. 79 to 84: investigations, complaints and what readers report are market surveillance's.
  "case.write": [{ scope: "all", roles: ["authority"] }],
  "question.ask": [{ scope: "all", roles: ["authority"] }],
  // Asked of the operator that answers for the passport (Art. 77(4)); nobody else reads question or answer.
  "question.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["authority"] },
  ],
  "question.answer": [{ scope: "own", roles: ["author", "signer"] }],
  // Art. 78(b): free of charge and without an account, as reading is.
  "labelReport.file": [{ scope: "anyone" }],
  // Art. 77(9): what may be granted, and how far it may be used, is nobody's secret.
  "interest.rules": [{ scope: "anyone" }],
  "interest.read": [{ scope: "all", roles: ["interest"] }],
  // Art. 77(10): the operator that answers has its passports registered.
  "registration.read": [{ scope: "own", roles: rolesOfOperator }],
  "registration.write": [{ scope: "own", roles: ["signer"] }],
  // Art. 77(5) and 78(e): an operator takes all that is its own; the keeper hands it over where the operator is gone.
  "tenant.export": [
    { scope: "own", roles: ["signer"] },
    { scope: "all", roles: ["keeper"] },
  ],
  // Art. 77(7): responsibility moves by the word of who gives it away and of who takes it; the keeper sees that it does.
  "transfer.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["keeper"] },
  ],
  "transfer.offer": [{ scope: "own", roles: ["signer"] }],
  "transfer.decide": [{ scope: "own", roles: ["signer"] }],
  // Annex XIII point 4(c): what became of a battery is not public. Art. 77(4) and (7): who answers for it says so.
  "life.read": [{ scope: "own", roles: rolesOfOperator }],
  "life.change": [{ scope: "own", roles: ["signer"] }],
  // Art. 77(4): authority in writing is given by the operator that answers.
  "delegation.read": [
    { scope: "own", roles: rolesOfOperator },
    { scope: "all", roles: ["keeper"] },
  ],
  "delegation.write": [{ scope: "own", roles: ["signer"] }],
  "registry.keep": [{ scope: "all", roles: ["keeper"] }],
};

/**
 * What nobody does by written authority, whatever the roles: give the authority on, give responsibility away or take it,
 * decide over the keys an operator speaks with, and take all its data away.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4): the operator that answers stays the same.
 */
const neverDelegated: readonly Action[] = [
  "delegation.write",
  "transfer.offer",
  "transfer.decide",
  "key.write",
  "tenant.export",
];

/**
 * Whether someone with these memberships may do `action` to a thing of `operatorId` (null: a thing of no operator).
 * For `factor.read`, which belongs to nobody, any own-scope role suffices.
 */
export function allows(
  memberships: readonly Membership[],
  action: Action,
  operatorId: string | null,
): boolean {
  return policy[action].some(
    (grant) =>
      grant.scope === "anyone" ||
      memberships.some(
        (held) =>
          grant.roles.includes(held.role) &&
          (held.delegationId === undefined || !neverDelegated.includes(action)) &&
          (grant.scope === "all"
            ? held.operatorId === null
            : operatorId === null || held.operatorId === operatorId),
      ),
  );
}

/** What somebody may read of one passport. */
export interface Reader {
  readonly audience: Audience;
  /** Point 1 always. */
  readonly dataSets: readonly DataSet[];
}

/**
 * Who somebody is when reading a passport that `operatorId` answers for. An interest counts as far as it was granted for
 * this passport: `granted` are the data sets its purposes open; without a grant its holder reads what anyone reads.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) and its third subparagraph.
 */
export function readerOf(
  memberships: readonly Membership[],
  operatorId: string,
  granted: readonly DataSet[],
): Reader {
  if (memberships.some((held) => held.operatorId === operatorId)) return whole("responsibleOperator");
  if (memberships.some((held) => held.role === "authority" || held.role === "notifiedBody"))
    return whole("authority");
  if (!holdsInterest(memberships) || granted.length === 0) return whole("anyone");
  const dataSets = readable.legitimateInterest.filter((set) => set === "point1" || granted.includes(set));
  return { audience: "legitimateInterest", dataSets };
}

/** Whether somebody's interest may have been granted anything. */
export function holdsInterest(memberships: readonly Membership[]): boolean {
  return memberships.some(({ role }) => role === "interest");
}

function whole(audience: Audience): Reader {
  return { audience, dataSets: readable[audience] };
}
