/** The part of Next.js's cookie jar that is needed here. */
interface CookieJar {
  set(
    name: string,
    value: string,
    options: { path: string; httpOnly: boolean; secure: boolean; sameSite: "lax"; maxAge?: number },
  ): unknown;
}

/** Puts `Set-Cookie` headers of the session handler into the answer being made. A lifetime of 0 takes a cookie away. */
export function keepCookies(jar: CookieJar, setCookies: readonly string[]): void {
  for (const line of setCookies) {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const equals = pair.indexOf("=");
    const lifetime = attributes.find((attribute) => /^max-age=/i.test(attribute))?.slice("max-age=".length);
    jar.set(pair.slice(0, equals), decodeURIComponent(pair.slice(equals + 1)), {
      path: "/",
      httpOnly: true,
      secure: attributes.some((attribute) => /^secure$/i.test(attribute)),
      sameSite: "lax",
      ...(lifetime === undefined ? {} : { maxAge: Number(lifetime) }),
    });
  }
}
