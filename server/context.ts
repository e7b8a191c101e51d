import type { Database } from "../db/client.ts";
import type { Action, Membership } from "./domain/access/policy.ts";
import { allows } from "./domain/access/policy.ts";
import { Refusal } from "./refusal.ts";
import type { FileStore } from "./platform/file-store.ts";
import type { KeyStore } from "./platform/key-store.ts";
import type { LogSigner } from "./platform/log-signer.ts";
import type { RegistryClient } from "./platform/registry-client.ts";
import type { OutsideHolders, Signer } from "./platform/signer.ts";

/** Who asks: nobody in particular, a signed-in person, or a machine acting with a person's memberships. */
export interface Caller {
  readonly userId: string | null;
  readonly name: string | null;
  readonly memberships: readonly Membership[];
  /** Of a token that may release what it changes: the second person who gave it that right. */
  readonly releaseGrantedBy?: string;
}

export const anyone: Caller = { userId: null, name: null, memberships: [] };

/** The program itself at its start, which keeps the registry as its keeper does; deeds name nobody. */
export const program: Caller = {
  userId: null,
  name: null,
  memberships: [{ role: "keeper", operatorId: null }],
};

/** All a service may reach. Time and chance arrive here, so tests decide both. */
export interface Context {
  readonly db: Database;
  readonly caller: Caller;
  /** Origin of every identifier, without a trailing slash: the PUBLIC_URL the database was born with. */
  readonly publicUrl: string;
  readonly signer: Signer;
  /** Who holds operators' keys outside this program. */
  readonly outside: OutsideHolders;
  /** Makes operators' keys; what it returns is encrypted. */
  readonly keys: KeyStore;
  readonly files: FileStore;
  /** Signs states of the transparency log; asked by `publishLog` alone. */
  readonly log: LogSigner;
  /** The registry of the Union. */
  readonly euRegistry: RegistryClient;
  readonly now: () => Date;
  /**
   * Moment that what is signed carries, where it was made up before: a text signed outside. Otherwise it is now. What
   * happens then, deeds and log entries, always carries the moment at which it happens.
   */
  readonly issuedAt?: Date | undefined;
  /** Everything is done only to learn what a key outside would have to sign, and taken back: its signatures are placeholders. */
  readonly isRehearsal?: boolean | undefined;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Asks the policy; throws `NOT_SIGNED_IN` or `NOT_ALLOWED` when it says no. */
export function demand(ctx: Context, action: Action, operatorId: string | null): void {
  if (allows(ctx.caller.memberships, action, operatorId)) return;
  if (ctx.caller.userId === null) throw new Refusal("NOT_SIGNED_IN", "Sign in first.");
  throw new Refusal("NOT_ALLOWED", `Your roles do not allow ${action} for this operator.`);
}
