import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { languages } from "./app/_text/languages.ts";
import { languageCookie, languageHeader, pathHeader } from "./app/_ui/language-choice.ts";

/**
 * Runs before every screen: hands the screens their own address and its `lang`, which a layout cannot see. On
 * signed-in screens and the sign-in page the choice is kept in a cookie; readers of public pages get none.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search, searchParams } = request.nextUrl;
  const head = new Headers(request.headers);
  head.delete(languageHeader);
  head.set(pathHeader, pathname + search);
  const asked = searchParams.get("lang");
  const chosen = languages.find((language) => language === asked);
  if (chosen !== undefined) head.set(languageHeader, chosen);
  const response = NextResponse.next({ request: { headers: head } });
  if (chosen !== undefined && keepsChoice.test(pathname)) {
    response.cookies.set(languageCookie, chosen, {
      path: "/",
      sameSite: "lax",
      httpOnly: true,
      maxAge: 31_536_000,
    });
  }
  return response;
}

const keepsChoice = /^\/(console|authority|interest|admin|account|sign-in)(\/|$)/;

export const config = {
  matcher: [
    "/",
    "/console/:path*",
    "/authority/:path*",
    "/interest/:path*",
    "/admin/:path*",
    "/account",
    "/sign-in",
    "/verify",
    "/classes",
    "/log",
    "/sheets/:path*",
    "/help/:path*",
  ],
};
