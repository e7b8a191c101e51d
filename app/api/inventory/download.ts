/** A file for the person who asked: never kept by a cache, saved under its name. */
export function download({
  fileName,
  mediaType,
  bytes,
}: {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}): Response {
  // Source: RFC 6266, section 5: a name in other letters stands in `filename*`.
  const plain = fileName.replace(/[^A-Za-z0-9._-]/g, "_");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
