import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";
import { EarlyInput } from "./_ui/early-input.tsx";
import { pageLanguage } from "./_ui/language.ts";
import { localeOf } from "./_text/text.ts";

export const metadata: Metadata = {
  title: { default: "Cellproof", template: "%s · Cellproof" },
  robots: { index: true },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbf8" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1512" },
  ],
};

/** The frame of every screen: language, sheet, nothing else. No font, script or image of anybody else. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang={localeOf(await pageLanguage())}>
      <body>
        <EarlyInput />
        {children}
      </body>
    </html>
  );
}
