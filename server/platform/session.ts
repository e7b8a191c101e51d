import { createHash } from "node:crypto";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { account, apiToken, membership, session, user, verification } from "../../db/schema/index.ts";
import type { Caller } from "../context.ts";
import { anyone } from "../context.ts";
import type { Membership, Role } from "../domain/access/policy.ts";
import { roles } from "../domain/access/policy.ts";
import { Refusal } from "../refusal.ts";

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
  return betterAuth({
    appName: "Cellproof",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: ownOrigins(publicUrl),
    database: drizzleAdapter(db, { provider: "pg", schema: { user, session, account, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: hours(12), updateAge: hours(1) },
    // Guessing one password takes years at this rate; the limit of other paths is better-auth's.
    rateLimit: { enabled: true, storage: "memory", customRules: { "/sign-in/email": { window: 60, max: 10 } } },
    advanced: {
      useSecureCookies: publicUrl.startsWith("https:"),
      cookiePrefix: "cellproof",
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
    },
    telemetry: { enabled: false },
  });
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
  if (authorization !== null) return callerOfToken(authorization, deps);
  if (!headers.has("cookie")) return anyone;
  const found = await deps.sessions.api.getSession({ headers });
  if (found === null) return anyone;
  return callerOfUser(found.user.id, found.user.name, deps.db);
}

/** Origins a page of this registry may be opened under: itself, and for a demonstration on one's own machine both names of it. */
export function ownOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  if (!["localhost", "127.0.0.1"].includes(url.hostname)) return [publicUrl];
  const port = url.port === "" ? "" : `:${url.port}`;
  return [`http://localhost${port}`, `http://127.0.0.1${port}`];
}

/** Hexadecimal SHA-256 of a token, the only form it is kept in. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}

async function callerOfToken(
  authorization: string,
  { db, now }: { readonly db: Database; readonly now: () => Date },
): Promise<Caller> {
  const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1];
  const [found] =
    token === undefined
      ? []
      : await db
          .select({ id: user.id, name: user.name })
          .from(apiToken)
          .innerJoin(user, eq(user.id, apiToken.userId))
          .where(
            and(
              eq(apiToken.tokenHash, tokenHash(token)),
              isNull(apiToken.revokedAt),
              or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, now())),
            ),
          );
  if (found === undefined) throw new Refusal("NOT_SIGNED_IN", "The bearer token is unknown, revoked or expired.");
  return callerOfUser(found.id, found.name, db);
}

async function callerOfUser(userId: string, name: string, db: Database): Promise<Caller> {
  const rows = await db
    .select({ role: membership.role, operatorId: membership.operatorId })
    .from(membership)
    .where(eq(membership.userId, userId));
  const memberships = rows.flatMap(({ role, operatorId }): Membership[] =>
    isRole(role) ? [{ role, operatorId }] : [],
  );
  return { userId, name, memberships };
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

function hours(count: number): number {
  return count * 3600;
}
