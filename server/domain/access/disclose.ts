import type { Audience, DataSet } from "./audience.ts";
import { readable } from "./audience.ts";

/** A data element of a document, and the data set of Annex XIII it belongs to. */
export interface DataElement {
  readonly elementId: string;
  readonly dataSet: DataSet;
  readonly value: unknown;
}

/**
 * The elements that one audience may read, as members of an object; nothing tells that others exist.
 * Source: Regulation (EU) 2023/1542, Art. 77(2).
 */
export function disclose(
  elements: readonly DataElement[],
  audience: Audience,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    elements
      .filter(({ dataSet }) => readable[audience].includes(dataSet))
      .map(({ elementId, value }) => [elementId, value]),
  );
}
