import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../server/caller.ts";
import { textOf } from "../_text/text.ts";
import { asked } from "../_ui/asked.ts";
import { Figure } from "../_ui/figure.tsx";
import { Notice } from "../_ui/notice.tsx";
import { Screen } from "../_ui/screen.tsx";
import { day } from "../_ui/shown.ts";
import { spoken } from "../_ui/spoken.ts";
import { StateMark } from "../_ui/state-mark.tsx";
import { DueSections } from "./due-sections.tsx";
import { reviewStepsOf } from "./review-steps-of.ts";
import { subjectName } from "./subject-name.ts";
import { mayDo } from "../_ui/may.ts";
import { named } from "../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("overview.title") };
}

/** What is released, what is being worked on, and what waits to be done. */
export default async function Overview() {
  const [{ language, t, words }, may, models, declarations, passports, plants, questions, due] =
    await Promise.all([
      spoken(),
      mayDo(),
      asked(registry().model.list()),
      asked(registry().footprint.list()),
      asked(registry().passport.count()),
      asked(registry().facility.list()),
      asked(registry().oversight.questions()),
      asked(registry().due.read()),
    ]);
  const unanswered = questions.filter(({ answers }) => answers.length === 0).length;
  const o = textOf(language, "oversight");
  const drafts = declarations.filter(({ state }) => state === "draft");
  const inReview = declarations.filter(({ state }) => state === "in_review");
  const review = textOf(language, "review");
  const released = declarations.filter(({ state }) => state === "released");
  // One model code may be made in several plants, and each is declared by itself.
  const declared = new Set(
    declarations.map(({ operatorId, subjectCode, plant }) => [operatorId, subjectCode, plant].join("\n")),
  );
  const steps = [
    ...reviewStepsOf(language, declarations),
    ...drafts
      .filter(({ operatorId }) => may("declaration.write", operatorId))
      .map(({ id, number, hasLines, cfp, isReturned, ...subject }) => {
        const said = { number, name: subjectName(language, subject) };
        // A draft just begun needs its lines before anything else can be said of it.
        if (!hasLines)
          return { href: `/console/declarations/${id}/import`, name: t("overview.nextFill", said) };
        if (isReturned)
          return { href: `/console/declarations/${id}/review`, name: t("overview.nextReturned", said) };
        return {
          href: `/console/declarations/${id}`,
          name: t(cfp === null ? "overview.nextMend" : "overview.nextDraft", said),
        };
      }),
    ...models
      .filter(
        ({ operatorId, modelCode, facility, releasedVersion }) =>
          may("declaration.write", operatorId) &&
          releasedVersion === null &&
          !declared.has([operatorId, modelCode, facility.name].join("\n")),
      )
      .map(({ id, name }) => ({
        href: `/console/models/${id}/declare`,
        name: t("overview.nextDeclare", { name }),
      })),
    ...models
      .filter(
        ({ operatorId, releasedVersion, itemCount }) =>
          may("item.issue", operatorId) && releasedVersion !== null && itemCount === 0,
      )
      .map(({ id, name }) => ({
        href: `/console/models/${id}#items`,
        name: t("overview.nextIssue", { name }),
      })),
  ];
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console") }]}
      title={t("overview.title")}
      lead={t("overview.lead")}
      action={
        !may("model.write") ? null : plants.length === 0 ? (
          <Link className="button button-primary" href="/console/plants/new">
            {t("overview.emptyPlant")}
          </Link>
        ) : (
          <Link className="button button-primary" href="/console/models/new">
            {t("models.create")}
          </Link>
        )
      }
    >
      {unanswered === 0 ? null : (
        <Notice tone="warn" title={o("question.notice", { count: unanswered })}>
          <Link href="/console/questions">{o("question.toQuestions")}</Link>
        </Notice>
      )}
      {models.length === 0 && declarations.length === 0 ? (
        <div className="empty">
          <strong>{t("overview.emptyTitle")}</strong>
          <p>{t(plants.length === 0 ? "overview.emptyHelp" : "overview.emptyHelpModel")}</p>
        </div>
      ) : (
        <div className="sections">
          <div className="columns">
            <Figure
              label={t("overview.passports")}
              value={String(passports.model + passports.batch + passports.item)}
              unit={t("overview.pieces")}
              basis={t("overview.passportsBasis", {
                models: passports.model,
                items: passports.item,
              })}
            />
            <Figure
              label={t("overview.released")}
              value={String(released.length)}
              unit={t("overview.pieces")}
              basis={t("overview.releasedBasis")}
            />
            <Figure
              label={t("overview.drafts")}
              value={String(drafts.length)}
              unit={t("overview.pieces")}
              basis={t("overview.draftsBasis", { inReview: inReview.length })}
            />
          </div>
          <section className="section">
            <h2>{t("overview.next")}</h2>
            {steps.length === 0 ? (
              <p className="muted">{t("overview.nextNothing")}</p>
            ) : (
              <ul className="plain-list">
                {steps.map(({ href, name }) => (
                  <li key={`${href} ${name}`}>
                    <Link href={href}>{name}</Link>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <DueSections due={due} />
          {declarations.length === 0 ? null : (
            <section className="section">
              <h2>{t("overview.recent")}</h2>
              <div className="table-frame">
                <table className="stacks">
                  <thead>
                    <tr>
                      <th scope="col">{t("declarations.subject")}</th>
                      <th scope="col">{t("declarations.plant")}</th>
                      <th scope="col" className="number">
                        {t("declarations.number")}
                      </th>
                      <th scope="col">{t("declarations.state")}</th>
                      <th scope="col">{t("declarations.changed")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {declarations.slice(0, 8).map((row) => (
                      <tr key={row.id}>
                        <th scope="row">
                          <Link href={`/console/declarations/${row.id}`}>{subjectName(language, row)}</Link>
                        </th>
                        <td data-label={t("declarations.plant")}>
                          {named(language, row.plant, row.plantOriginal)}
                        </td>
                        <td className="number" data-label={t("declarations.number")}>
                          {row.number}
                        </td>
                        <td data-label={t("declarations.state")}>
                          <StateMark state={row.state} word={words.state[row.state]} />
                          {row.isReturned ? <div className="small warn">{review("returnedMark")}</div> : null}
                        </td>
                        <td className="nowrap" data-label={t("declarations.changed")}>
                          {day(language, row.updatedAt)}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )}
        </div>
      )}
    </Screen>
  );
}
