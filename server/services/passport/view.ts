import type { BatteryPassportCredential, Granularity } from "../../domain/record/credential.ts";
import type { CessationView } from "../operator/view.ts";
import type { SupplierCount } from "../opinion/read-chain.ts";
import type { VersionOpinions } from "../opinion/view.ts";
import type { SuspensionView, VersionStatus } from "../status/view.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";

/** An economic operator as everybody may know it. */
export interface PartyView {
  /** Part of the addresses of its keys. */
  readonly slug: string;
  readonly name: string;
  readonly nameOriginal: string | null;
}

/** Who answers for a passport, with how to reach it, from the register of operators. */
export interface AnsweringView extends PartyView {
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly email: string;
  readonly web: string | null;
  readonly identifierScheme: string;
  readonly identifier: string;
}

/** One signed version, with what this server found when it checked it just now. */
export interface RecordView {
  readonly version: number;
  readonly newestVersion: number;
  /** The compact JWS exactly as signed. */
  readonly token: string;
  /** Base64url SHA-256 of the token. */
  readonly digest: string;
  readonly issuedAt: string;
  readonly leafIndex: number;
  /** Whose key signed it. */
  readonly signer: PartyView;
  readonly credential: BatteryPassportCredential;
  readonly verdict: Verdict;
  /** What became of this version; null while it is the valid one. */
  readonly status: VersionStatus | null;
}

/** A passport that another one leads to. */
export interface LinkedPassport {
  readonly productUrl: string;
  readonly path: string;
  readonly modelName: string;
  readonly serial: string | null;
}

/** What is left at the address of a passport that has ended. */
export interface EndedPassport {
  readonly productUrl: string;
  readonly level: "model" | "batch" | "item";
  readonly modelName: string;
  readonly modelPath: string;
  readonly serial: string | null;
  /** Who answered for it last. */
  readonly answered: PartyView;
  /** UTC day. */
  readonly endedOn: string;
  readonly demonstration: boolean;
  readonly predecessors: readonly LinkedPassport[];
  readonly successors: readonly LinkedPassport[];
}

/** What the public page, the JSON document and the label are made of. Everything shown as a fact of the battery is in a signed record. */
export interface PassportView {
  readonly productUrl: string;
  /** Path of the product URL, for links inside the site. */
  readonly path: string;
  readonly level: Granularity;
  readonly passportId: string;
  readonly documentStatus: string;
  readonly demonstration: boolean;
  /** Who answers for it now; an older version may have been signed by whoever answered then. */
  readonly answering: AnsweringView;
  /** That who answers has ceased: it keeps no status any more. */
  readonly operatorCeased: CessationView | null;
  /** The stop of its sale that stands now, its own or that of its model; null while it may be sold. */
  readonly saleStop: SuspensionView | null;
  /** Every act of authorities about its own sale, newest first. */
  readonly suspensions: readonly SuspensionView[];
  readonly record: RecordView;
  /** For an item or a batch: the record of its model, which holds the shared data. */
  readonly modelRecord: RecordView | null;
  /** The batch that the record of an item names; null for none. */
  readonly batch: { readonly productUrl: string; readonly path: string; readonly number: string } | null;
  /** What bodies said about the shown version of the model's record, and what it rests on. */
  readonly assessment: Assessment;
  /** Models of the same type from other plants. */
  readonly siblings: readonly {
    readonly path: string;
    readonly productUrl: string;
    readonly name: string;
    readonly plant: string;
    readonly plantOriginal: string | null;
  }[];
  readonly documents: readonly DocumentView[];
  /** Passports of the batteries this one was made of. What was done to them is not said: it would tell its status. */
  readonly predecessors: readonly LinkedPassport[];
  /** Passports of batteries that were made of this one. */
  readonly successors: readonly LinkedPassport[];
}

/** The chain behind a model's record: suppliers' figures, then the declaration, then opinions on this version. */
export interface Assessment extends VersionOpinions {
  /** Null for a record that declares no footprint. */
  readonly suppliers: SupplierCount | null;
}

export interface DocumentView {
  readonly path: string;
  readonly title: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly language: string;
  /** Attribute of the catalogue the document answers, for example `euDeclarationOfConformity`. */
  readonly attribute: string;
}

/** A row of the list of passports. */
export interface PassportRow {
  readonly productUrl: string;
  readonly path: string;
  readonly level: Granularity;
  readonly modelId: string;
  readonly modelName: string;
  /** Category of the model. */
  readonly category: string;
  readonly serial: string | null;
  /** Of the passport of a batch. */
  readonly batchNumber: string | null;
  readonly operatorName: string;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly version: number;
  readonly issuedAt: string;
  /** The newest version is withdrawn. */
  readonly isWithdrawn: boolean;
  /** An authority has stopped its sale. */
  readonly isStopped: boolean;
}

/** One version in the history of a passport. */
export interface VersionRow {
  readonly version: number;
  readonly path: string;
  readonly issuedAt: string;
  readonly leafIndex: number;
  /** Base64url SHA-256 of the compact JWS. */
  readonly digest: string;
  readonly kid: string;
  /** Whose key that is. */
  readonly signer: PartyView;
  readonly reason: string | null;
  readonly current: boolean;
  /** What became of it; null while it is the valid one. */
  readonly status: VersionStatus | null;
}
