import net from "node:net";
import type { Attempts } from "./attempts.ts";
import { createAttempts } from "./attempts.ts";

type Handler = (request: Request) => Promise<Response>;

const minute = 60_000;

/**
 * Limits how fast passwords can be guessed: in a minute 10 wrong ones for an account and 30 in all from one network.
 * At this rate guessing one password takes years. Who knows the password is never counted, so that a whole works
 * behind one address can sign in at the change of shifts. Tries under way count until they are answered; otherwise a
 * thousand at once would all be answered before the first counts.
 */
export function limitSignIns(handler: Handler, path: string, now: () => number = Date.now): Handler {
  const ofAccount = createAttempts(10, minute, now);
  const ofNetwork = createAttempts(30, minute, now);
  return async (request) => {
    if (new URL(request.url).pathname !== path) return handler(request);
    const network = networkOf(request.headers.get("x-forwarded-for") ?? "");
    const counters: readonly (readonly [Attempts, string])[] = [
      [ofAccount, `${network} ${await accountIn(request.clone())}`],
      [ofNetwork, network],
    ];
    const spent = counters.filter(([attempts, key]) => attempts.isSpent(key));
    if (spent.length > 0) return tooMany(Math.max(...spent.map(([attempts, key]) => attempts.msLeft(key))));
    const takeBack = counters.map(([attempts, key]) => attempts.count(key));
    let wasGuess = false;
    try {
      const answer = await handler(request);
      wasGuess = answer.status === 401;
      return answer;
    } finally {
      if (!wasGuess) for (const undo of takeBack) undo();
    }
  };
}

function tooMany(ms: number): Response {
  const seconds = String(Math.ceil(ms / 1000));
  const message = "Too many requests. Please try again later.";
  return Response.json(
    { message },
    { status: 429, headers: { "retry-after": seconds, "x-retry-after": seconds } },
  );
}

/** Whose password is tried. What cannot be read is no try of a password, and is refused behind us. */
async function accountIn(request: Request): Promise<string> {
  const body: unknown = await request.json().catch(() => undefined);
  return typeof body === "object" && body !== null && "email" in body && typeof body.email === "string"
    ? body.email.toLowerCase().slice(0, 320)
    : "";
}

/** One connection has the last 64 bits of an IPv6 address to itself; only what stands before them tells readers apart. */
function networkOf(address: string): string {
  if (!net.isIPv6(address)) return address;
  const [before = "", after = ""] = address.toLowerCase().split("::");
  const [head, tail] = [before, after].map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = address.includes("::") ? 8 - (head?.length ?? 0) - (tail?.length ?? 0) : 0;
  const groups = [...(head ?? []), ...Array.from({ length: Math.max(zeros, 0) }, () => "0"), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
