/** What a witness answered, or why it did not. */
export type WitnessAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly text: string }
  | { readonly kind: "silence"; readonly why: "unreachable" | "timeout" | "tooLarge" };

const timeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024;

/**
 * Sends a checkpoint to a witness. Waits ten seconds, reads at most 64 KiB and follows no redirection: whoever answers is
 * not trusted with more.
 *
 * Source: C2SP tlog-witness, add-checkpoint.
 */
export async function postCheckpoint(
  url: string,
  body: string,
  { waitMs = timeoutMs }: { readonly waitMs?: number } = {},
): Promise<WitnessAnswer> {
  try {
    const response = await fetch(`${url}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8", accept: "text/plain" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(waitMs),
    });
    const text = await readAtMost(response, maxAnswerBytes);
    return text === null
      ? { kind: "silence", why: "tooLarge" }
      : { kind: "answer", status: response.status, text };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { kind: "silence", why: isLate ? "timeout" : "unreachable" };
  }
}

async function readAtMost(response: Response, most: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) {
      await response.body?.cancel().catch(() => {});
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
