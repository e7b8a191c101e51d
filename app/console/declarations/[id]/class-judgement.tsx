import { registry } from "../../../../server/caller.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { pageLanguage } from "../../../_ui/language.ts";
import { asStated, day } from "../../../_ui/shown.ts";

/** What adopted class rules and limits would say about a declaration; rules in discussion say nothing here. */
export async function ClassJudgement({ id }: { readonly id: string }) {
  const [language, judged] = await Promise.all([pageLanguage(), asked(registry().ruleSet.judge({ id }))]);
  const t = textOf(language, "classes");
  if (judged.outside === "noModel" || judged.outside === "noResult") return null;
  return (
    <section className="section" id="class">
      <h2>{t("judgement.title")}</h2>
      {judged.outside === "secondLife" ? <p>{t("judgement.secondLife")}</p> : null}
      {judged.outside === null && judged.judgements.length === 0 ? (
        <p className="muted">{t("judgement.none")}</p>
      ) : null}
      {judged.judgements.map(({ ruleSet, class: found, belowThreshold, entersRecord }) => {
        const { name, version, status, validFrom } = ruleSet;
        const said = { ruleSet: name, version };
        const word = t(`status.${status}`);
        return (
          <p key={`${ruleSet.id}@${version}`}>
            {ruleSet.kind === "threshold"
              ? t(belowThreshold === true ? "judgement.below" : "judgement.notBelow", {
                  ...{ ...said, limit: asStated(ruleSet.classes[0]?.upTo ?? ""), status: word },
                })
              : found === null
                ? t("judgement.noClass", said)
                : entersRecord
                  ? t("judgement.is", { ...said, class: found, day: day(language, validFrom) })
                  : t("judgement.wouldBe", { ...said, class: found, status: word })}
          </p>
        );
      })}
      <p>
        <a href={`/classes?lang=${language}`}>{t("judgement.link")}</a>
      </p>
    </section>
  );
}
