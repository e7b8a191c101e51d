/** Status words of the standard passport API, by HTTP status. */
const words = {
  400: "ClientErrorBadRequest",
  401: "ClientNotAuthorized",
  403: "ClientForbidden",
  404: "ClientErrorResourceNotFound",
  405: "ClientMethodNotAllowed",
  409: "ClientResourceConflict",
  500: "ServerInternalError",
} as const;

/**
 * The Result object that machines get instead of a passport. Statuses without a word of their own in the standard take the
 * nearest: the HTTP status line stays exact.
 *
 * Source: EN 18222, error answers.
 */
export function resultObject(
  status: number,
  code: string,
  text: string,
  { at, correlationId }: { readonly at: Date; readonly correlationId: string },
) {
  return {
    statusCode: wordFor(status),
    message: [{ messageType: "Error", text, code, correlationId, timestamp: at.toISOString() }],
  };
}

function wordFor(status: number): string {
  const exact = Object.entries(words).find(([known]) => Number(known) === status)?.[1];
  if (exact !== undefined) return exact;
  if (status === 410) return words[404];
  return status >= 500 ? words[500] : words[400];
}
