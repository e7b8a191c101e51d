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
  }[];
}
