import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { carbonFootprintActs } from "../../server/domain/regulation/carbon-footprint-acts.ts";
import type { RuleSetView } from "../../server/services/rule-set/view.ts";
import { textOf } from "../_text/text.ts";
import { pageLanguage } from "../_ui/language.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import { RuleSetFacts } from "../_ui/rule-set-facts.tsx";
import { day } from "../_ui/shown.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf(await pageLanguage(), "classes")("title") };
}

/** For anyone: which class rules and limits are discussed, adopted and in force, each with its source and its hash. */
export default async function Classes() {
  const language = await pageLanguage();
  const t = textOf(language, "classes");
  const all = await registry().ruleSet.list();
  const shown = all.filter((one) => isCurrent(one, all));
  const sections = [
    ["in_force", t("public.inForce"), t("public.inForceLead")],
    ["adopted", t("public.adopted"), t("public.adoptedLead")],
    ["proposal", t("public.discussion"), t("public.discussionLead")],
  ] as const;
  return (
    <PublicFrame language={language}>
      <div className="sections">
        <header className="stack">
          <h1>{t("title")}</h1>
          <p className="lead">{t("public.lead")}</p>
          <p>{t("public.noLetters", { day: day(language, carbonFootprintActs.lookedUpOn) })}</p>
          <p>{t("public.outside")}</p>
        </header>
        {sections.map(([status, title, lead]) => {
          const ofStatus = shown.filter((one) => one.status === status);
          return (
            <section className="section" key={status}>
              <h2>{title}</h2>
              <p className="muted">{lead}</p>
              {ofStatus.length === 0 ? <p>{t("public.none")}</p> : null}
              {ofStatus.map((one) => (
                <article className="stack rule-set" key={one.id} id={one.id}>
                  <h3>
                    {one.name} <span className="identifier muted">{`${one.id}@${one.version}`}</span>
                  </h3>
                  <RuleSetFacts
                    language={language}
                    ruleSet={one}
                    earlier={all.filter(({ id, version }) => id === one.id && version < one.version)}
                  />
                </article>
              ))}
            </section>
          );
        })}
        <p>
          <a href={`/help?lang=${language}`}>{t("public.toHelp")}</a>
        </p>
      </div>
    </PublicFrame>
  );
}

/** The newest version of each name, and beside a newer one the one that is in force or adopted still. */
function isCurrent(one: RuleSetView, all: readonly RuleSetView[]): boolean {
  const newer = all.filter(({ id, version }) => id === one.id && version > one.version);
  if (one.status === "in_force") return newer.every(({ status }) => status !== "in_force");
  if (one.status === "adopted") return newer.every(({ status }) => status === "proposal");
  return newer.length === 0;
}
