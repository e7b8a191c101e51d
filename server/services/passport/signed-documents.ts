import type { Context } from "../../context.ts";
import { readable } from "../../domain/access/audience.ts";
import { isOfCatalogue, statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import type { Elements } from "../../domain/record/credential.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { findAllDocuments, findDocuments } from "../document/find.ts";
import { readerOf } from "../interest/reader-of.ts";
import type { Model } from "../model/find.ts";
import { signedRestricted } from "./restricted-elements.ts";
import type { DocumentView, RecordView } from "./view.ts";

/**
 * Files of a model that a signed version of its record names and the caller may read. What an author attached since waits for
 * its second person like every other value, and what the law bars is not named. Records of before the catalogue name no
 * files: of them every file is shown.
 *
 * @param passportId of the model.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2); the Commission's data points by category (rows to be left empty).
 */
export async function signedDocuments(
  ctx: Context,
  model: Model,
  passportId: string,
  { version, credential: { credentialSubject: subject } }: RecordView,
): Promise<readonly DocumentView[]> {
  if (!isOfCatalogue(subject)) return findDocuments(ctx, model);
  const open = { ...voluntaryPart(subject).attributes, ...statutoryElements(subject) };
  const { id: modelId, operatorId } = model;
  const { dataSets } = await readerOf(ctx, ctx.db, { modelId, itemId: null, operatorId });
  const readsMore = dataSets.some((set) => !readable.anyone.includes(set));
  const hidden = readsMore
    ? await signedRestricted(ctx, ctx.db, { passportId, version, level: "model" })
    : {};
  const named = filesIn({ ...hidden, ...open });
  const documents = await findAllDocuments(ctx, model);
  return documents.filter(({ attribute, path }) => named.has(`${attribute} ${fileOf(path)}`));
}

/** Each file with the attribute it answers. */
function filesIn(elements: Elements): ReadonlySet<string> {
  return new Set(
    Object.entries(elements).flatMap(([attribute, value]) =>
      listOf(value).flatMap((entry) => {
        const url = isJsonObject(entry) ? entry["url"] : undefined;
        return typeof url === "string" ? [`${attribute} ${fileOf(url)}`] : [];
      }),
    ),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The identifier of a file, the last part of its address. */
function fileOf(address: string): string {
  return address.split("/").at(-1) ?? "";
}
