import type { Role } from "../../domain/access/policy.ts";

/** Who is signed in, and what for. */
export interface AccountView {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly memberships: readonly {
    readonly role: Role;
    readonly operatorId: string | null;
    readonly operatorName: string | null;
    readonly operatorNameOriginal: string | null;
    readonly operatorSlug: string | null;
    /** Held by written authority of that operator, to which the person does not belong. */
    readonly delegationId?: string;
  }[];
}

/** A token of somebody who writes for an operator, and whether it may release what it changes. */
export interface ReleaseRight {
  readonly id: string;
  readonly name: string;
  readonly holderId: string;
  readonly holderName: string;
  /** The second person who gave the right; null where the token makes drafts. */
  readonly grantedByName: string | null;
}
