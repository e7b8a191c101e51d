import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { usageRights } from "../../../server/domain/access/interest-rules.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { AdoptRules } from "./adopt-rules.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "interest")("rules.title") };
}

/** The rules of legitimate interest, and how they are changed. Source: Regulation (EU) 2023/1542, Art. 77(9). */
export default async function InterestRulesPage() {
  const [{ language, t: of }, rules] = await Promise.all([spoken(), asked(registry().interest.rules())]);
  const t = textOf(language, "interest");
  const words = messagesOf(language).interest.own;
  return (
    <Screen
      trailLabel={of("trailLabel")}
      trail={[{ name: of("admin.title"), href: "/admin" }, { name: t("rules.title") }]}
      title={t("rules.title")}
      lead={t("rules.lead")}
    >
      <div className="sections">
        <section className="section">
          <h2>{t("rules.version", { version: rules.version })}</h2>
          <p className="muted">{rules.source}</p>
          {rules.purposes.map((purpose) => (
            <div key={purpose.id} className="stack">
              <h3>{purpose.title[language]}</h3>
              <p>{purpose.about[language]}</p>
              <dl className="facts">
                <dt>{t("rules.source")}</dt>
                <dd>{purpose.source}</dd>
                <dt>{t("own.opens")}</dt>
                <dd>
                  {(["point2", "point4"] as const)
                    .filter((set) => purpose.dataSets.includes(set))
                    .map((set) => words[set])
                    .join(words.listOf)}
                </dd>
              </dl>
              <p>
                {t("own.may", {
                  rights: usageRights
                    .filter((right) => purpose.usage[right])
                    .map((right) => words.rights[right])
                    .join(words.listOf),
                })}{" "}
                {purpose.namedBatteriesOnly ? t("rules.named") : null}
              </p>
            </div>
          ))}
          <details>
            <summary>{t("rules.present")}</summary>
            <pre className="small words-kept identifier">{JSON.stringify(rules, null, 2)}</pre>
          </details>
        </section>
        <section className="section">
          <h2>{t("rules.adopt")}</h2>
          <MoreText messages={{ interest: messagesOf(language).interest }}>
            <AdoptRules />
          </MoreText>
        </section>
      </div>
    </Screen>
  );
}
