/** What can be found, in the order of the answer. */
export const searchKinds = ["operators", "plants", "models", "batches", "batteries"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What narrows a search. Empty is not asked. */
export interface SearchFilter {
  readonly operatorId?: string | undefined;
  readonly facilityId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly category?: string | undefined;
  /** State of the passport as a document: one of `documentStatuses`. */
  readonly documentStatus?: string | undefined;
  /** Annex XIII point 4(c): only for who answers for the passport. */
  readonly batteryStatus?: string | undefined;
  /** A data point that is owed and not there, or `any`. */
  readonly missing?: string | undefined;
  /** The newest version was signed on this day or later, and on that day or earlier. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface SearchRequest extends SearchFilter {
  readonly text?: string | undefined;
  /** Only this kind, with more rows. */
  readonly kind?: SearchKind | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Rows in the order in which the registry came to know them, newest first. */
export interface SearchPage<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

export interface SearchAnswer {
  /** Null: not looked for, because the filters cannot be asked of it or only another kind was wanted. */
  readonly operators: SearchPage<OperatorFound> | null;
  readonly plants: SearchPage<PlantFound> | null;
  readonly models: SearchPage<ModelFound> | null;
  readonly batches: SearchPage<BatchFound> | null;
  readonly batteries: SearchPage<BatteryFound> | null;
  /** The text was too short to be looked for among batteries. */
  readonly isTooShort: boolean;
  /** Day for which the law was asked what is owed; null where nothing missing was searched. */
  readonly owedOn: string | null;
}

interface ByOperator {
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
}

export interface OperatorFound {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly identifierScheme: string;
  readonly identifier: string;
}

export interface PlantFound extends ByOperator {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly city: string;
  readonly country: string;
}

interface VersionFound {
  /** Null before the first. */
  readonly version: number | null;
  /** RFC 3339 UTC. */
  readonly issuedAt: string | null;
  readonly documentStatus: string | null;
}

export interface ModelFound extends ByOperator, VersionFound {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly gtin: string | null;
  readonly category: string;
  readonly plant: string;
  readonly plantOriginal: string | null;
  /** Data points that are owed and not there; null where that was not asked. */
  readonly missing: readonly string[] | null;
}

export interface BatchFound extends ByOperator, VersionFound {
  readonly path: string;
  readonly number: string;
  readonly modelId: string;
  readonly modelName: string;
}

export interface BatteryFound extends ByOperator, VersionFound {
  readonly productUrl: string;
  readonly path: string;
  readonly serial: string;
  readonly batchNumber: string | null;
  readonly modelId: string;
  readonly modelName: string;
  /** Null for who may not read it. */
  readonly batteryStatus: string | null;
  readonly missing: readonly string[] | null;
}
