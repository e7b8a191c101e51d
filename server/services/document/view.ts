import type { DataSet } from "../../domain/access/audience.ts";

/** A data point of a model that a document answers. */
export interface DocumentUse {
  readonly modelId: string;
  readonly modelName: string;
  readonly attribute: string;
  /** Point of Annex XIII of that data point: decides who reads the file there. */
  readonly dataSet: DataSet;
  /** Its address there. */
  readonly path: string;
}

/** A file of an operator, and every place where it is used. */
export interface OwnDocument {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly title: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** BCP 47. */
  readonly language: string;
  readonly uses: readonly DocumentUse[];
  /** How many factors, recycled lots, transfers, delegations and registrations rest on it. */
  readonly otherUses: number;
}
