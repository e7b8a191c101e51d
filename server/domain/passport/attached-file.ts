import type { JsonObject } from "../record/strict-json.ts";

/**
 * A file that answers an attribute, as records and documents name it: what it is, where it is given out to those who may
 * read the attribute, and by which bytes it is known. Source: EN 18223, RelatedResource.
 *
 * @param url address of the file below the product identifier.
 */
export function attachedFile(
  file: {
    readonly title: string;
    readonly mediaType: string;
    /** BCP 47. */
    readonly language: string;
    /** Hexadecimal. */
    readonly sha256: string;
  },
  url: string,
): JsonObject {
  const { title, mediaType, language, sha256 } = file;
  return { resourceTitle: title, contentType: mediaType, url, language, sha256 };
}
