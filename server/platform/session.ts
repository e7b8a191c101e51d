import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Database } from "../../db/client.ts";
import { account, session, user, verification } from "../../db/schema/index.ts";
import type { Caller } from "../context.ts";
import { anyone } from "../context.ts";
import { recordDeed } from "../services/audit/record.ts";
import { findCaller, findCallerByToken } from "../services/account/find-caller.ts";
import { limitSignIns } from "./sign-in-limit.ts";

export interface SessionSettings {
  readonly db: Database;
  /** Signs cookies; at least 32 characters. */
  readonly secret: string;
  readonly publicUrl: string;
}

export type Sessions = ReturnType<typeof createSessions>;

/**
 * Sign-in with e-mail and password; sessions in the database, named by a cookie that scripts cannot read. People are
 * created by the registry, never over HTTP.
 */
export function createSessions({ db, secret, publicUrl }: SessionSettings) {
  const auth = betterAuth({
    appName: "Cellproof",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: ownOrigins(publicUrl),
    database: drizzleAdapter(db, { provider: "pg", schema: { user, session, account, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: hours(12), updateAge: hours(1) },
    // A person's own change of password is the one deed that is done by the library and not by a service: it is written
    // down right after it. Passwords are all an account can change here.
    databaseHooks: {
      account: {
        update: {
          after: async ({ userId }) => {
            const caller = { ...anyone, userId };
            const deed = { action: "account.changePassword", subject: userId, operatorId: null };
            await recordDeed({ now: () => new Date(), caller }, db, deed);
          },
        },
      },
    },
    // The library's limit counts right passwords too, and starts its minute anew with each: eleven colleagues behind one
    // address who sign in within a minute of each other would lock each other out. Sign-in has a limit of its own.
    rateLimit: {
      enabled: true,
      storage: "memory",
      customRules: { "/sign-in/email": false, "/change-password": { window: 60, max: 10 } },
    },
    advanced: {
      // The library leaves these out under a test runner; here they hold everywhere.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: publicUrl.startsWith("https:"),
      cookiePrefix: "cellproof",
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
    },
    telemetry: { enabled: false },
  });
  return { ...auth, handler: limitSignIns(auth.handler, "/api/auth/sign-in/email") };
}

/**
 * Who sent a request: the holder of a bearer token, else of a session cookie, else anyone. A token that does not count
 * is refused with `NOT_SIGNED_IN`: a machine must learn that it is not who it thinks.
 */
export async function callerOf(
  headers: Headers,
  deps: { readonly db: Database; readonly sessions: Sessions; readonly now: () => Date },
): Promise<Caller> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return findCallerByToken(deps.db, authorization, deps.now());
  if (!headers.has("cookie")) return anyone;
  const found = await deps.sessions.api.getSession({ headers });
  if (found === null) return anyone;
  return findCaller(deps.db, found.user, deps.now());
}

/** Origins a page of this registry may be opened under: itself, and for a demonstration on one's own machine both names of it. */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!["localhost", "127.0.0.1"].includes(url.hostname)) return [publicUrl];
  const port = url.port === "" ? "" : `:${url.port}`;
  return [`http://localhost${port}`, `http://127.0.0.1${port}`];
}

function hours(count: number): number {
  return count * 3600;
}
