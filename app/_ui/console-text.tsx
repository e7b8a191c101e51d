"use client";

import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { createTranslator } from "use-intl/core";
import type { en } from "../_text/en.ts";
import type { Language } from "../_text/languages.ts";
import type { SameKeys } from "../_text/shape.ts";
import { problemSpeaker } from "./problem-sentence.ts";

/** The two catalogues that components in the browser speak from; the server sends them in one language only. */
export type BrowserMessages = SameKeys<Pick<typeof en, "console" | "problems">>;

interface Spoken {
  readonly language: Language;
  readonly locale: string;
  readonly messages: BrowserMessages;
}

const SpokenContext = createContext<Spoken | null>(null);

/** Hands the texts of one language to all client components below. */
export function ConsoleText({
  language,
  locale,
  messages,
  children,
}: Spoken & { readonly children: ReactNode }) {
  const spoken = useMemo(() => ({ language, locale, messages }), [language, locale, messages]);
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

/** Language, translator, word lists and the sentences of problems, as `spoken` gives them on the server. */
export function useText() {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error("useText needs a ConsoleText above it.");
  return useMemo(() => {
    const { language, locale, messages } = spoken;
    return {
      language,
      locale,
      words: messages.console,
      t: createTranslator<BrowserMessages, "console">({
        locale,
        messages,
        namespace: "console",
        timeZone: "UTC",
      }),
      problem: problemSpeaker(locale, messages.problems),
    };
  }, [spoken]);
}
