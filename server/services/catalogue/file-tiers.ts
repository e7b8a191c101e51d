import type { Database } from "../../../db/client.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import type { FileTiers } from "../../domain/passport/document-attribute.ts";
import { fileTiersOf } from "../../domain/passport/document-attribute.ts";
import { currentCatalogue } from "./current.ts";

/**
 * Who reads the files at each data point: by the catalogue in use, so that an amended Annex XIII counts for files at once; by
 * that of this release for what is no data point any more. Of any other nobody reads the files.
 */
export async function fileTiers(db: Database): Promise<FileTiers> {
  const { catalogue } = await currentCatalogue(db);
  return new Map([...fileTiersOf(bundledCatalogue), ...fileTiersOf(catalogue)]);
}
