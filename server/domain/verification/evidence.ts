import type { CandidateKey } from "../record/jws.ts";
import type { LogPolicy } from "../transparency/policy.ts";
import type { Asks } from "./verdict.ts";

/** What is to be judged: a record, and whatever came with it. Nothing of it is believed before it was checked. */
export interface Evidence {
  /** Public record (`vc+jwt`) or full record (`dc+sd-jwt`, ends with `~`), exactly as received. */
  readonly record: string | Uint8Array;
  /** Bitstring Status List credential. */
  readonly statusList?: string;
  /** Token Status List. */
  readonly tokenStatusList?: string;
  /** tlog-proofs, in any order: what each is good for, its entry says. */
  readonly proofs?: readonly string[];
  /** Keys that came along with the record. They vouch for nothing; a signature that does not fit them is wrong all the same. */
  readonly hints?: readonly CandidateKey[];
}

/** What whoever verifies trusts, expects and asks. */
export interface Trust {
  /** The issuer's keys, obtained apart from the record; null when there are none. A key in the pinned log needs none. */
  readonly keys?: readonly CandidateKey[] | null;
  /** The pinned log and its witnesses; null or absent: nothing is pinned, so neither log nor witnesses can be checked. */
  readonly policy?: LogPolicy | null;
  /** DID or issuer URL of the operator that should have signed. */
  readonly issuer?: string;
  /** Product URL as scanned, byte for byte. */
  readonly subject?: string;
  /** The record that an opinion must be about, exactly as received; any credential but an opinion then fails. */
  readonly about?: string | Uint8Array;
  /** What the name of the key must start with, for a full record whose issuer has no logged key. */
  readonly kidPrefix?: string;
  /** Judging time: the record is judged as it stood then. */
  readonly at: Date;
  /**
   * The clock of whoever checks, where the judging time is another: a status list made after `at` can still say how
   * things stood then, one made after this cannot be. Absent: `at`.
   */
  readonly now?: Date;
  /** Absent: neither status nor log is asked. */
  readonly asks?: Asks;
  /** True for a bundle, which must show that its status lists are logged, so that nobody is shown lists of their own. */
  readonly wantsLoggedLists?: boolean;
}
