"use client";

import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { createTranslator } from "use-intl/core";
import type { en } from "../_text/en.ts";
import type { SameKeys } from "../_text/shape.ts";
import { useText } from "./console-text.tsx";

/** Catalogues a single screen needs in the browser beside those that every screen has. */
type MoreMessages = Omit<SameKeys<typeof en>, "console" | "problems">;

const MoreContext = createContext<Partial<MoreMessages>>({});

/** Hands further texts of the page's language to the client components below; nested ones add up. */
export function MoreText({
  messages,
  children,
}: {
  readonly messages: Partial<MoreMessages>;
  readonly children: ReactNode;
}) {
  const above = useContext(MoreContext);
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return <MoreContext value={all}>{children}</MoreContext>;
}

/** Translator and word lists of a catalogue that a {@link MoreText} above hands down. */
export function useTextOf<N extends keyof MoreMessages>(namespace: N) {
  const found = useContext(MoreContext)[namespace];
  const { locale } = useText();
  if (found === undefined) throw new Error(`useTextOf("${namespace}") needs a MoreText above it.`);
  return useMemo(
    () => ({
      words: found,
      t: createTranslator<MoreMessages[N]>({ locale, messages: found, timeZone: "UTC" }),
    }),
    [found, locale],
  );
}
