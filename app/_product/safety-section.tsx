import { Section } from "./frame.tsx";
import type { Words } from "./words.ts";

/** First among the sections: what not to do, and where the battery goes at its end. */
export function SafetySection({ words: { t } }: { readonly words: Words }) {
  return (
    <Section id="safety" title={t("safety.title")}>
      <ul className="plain">
        <li>{t("safety.dont")}</li>
        <li>{t("safety.damaged")}</li>
        <li>{t("safety.remove")}</li>
        <li>{t("safety.back")}</li>
      </ul>
      <div className="symbol">
        <svg className="bin" viewBox="0 0 56 64" role="img" aria-label={t("safety.symbol")}>
          <path d="M15 16l3 32h18l3-32M11 16h34M20 16v-5h16v5" />
          <circle cx="34" cy="49" r="3.5" />
          <path d="M7 8l42 44M49 8L7 52" />
          <path className="foot" d="M12 57h32v5H12z" />
        </svg>
        <p>{t("safety.symbolMeaning")}</p>
      </div>
      <p className="small">{t("safety.general")}</p>
    </Section>
  );
}
