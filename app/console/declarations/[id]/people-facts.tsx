import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { textOf } from "../../../_text/text.ts";
import { day } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";

/** Who wrote, submitted, approved and released a declaration. Names stay with the operator. */
export async function PeopleFacts({ view }: { readonly view: DeclarationView }) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const { review, releasedAt, releasedByName } = view;
  const steps = [
    { name: t("author"), by: review.createdByName, at: null },
    { name: t("submitter"), by: review.submittedByName, at: review.submittedAt },
    { name: t("reviewer"), by: review.reviewedByName, at: review.reviewedAt },
    { name: t("signer"), by: releasedByName, at: releasedAt },
  ].flatMap(({ name, by, at }) => (by === null ? [] : [{ name, by, at }]));
  if (steps.length === 0) return null;
  return (
    <section className="section" id="people">
      <h2>{t("people")}</h2>
      <dl className="facts">
        {steps.map(({ name, by, at }) => (
          <div key={name} className="facts-pair">
            <dt>{name}</dt>
            <dd>{at === null ? by : t("nameOn", { name: by, day: day(language, at) })}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted">{t("notInRecord")}</p>
    </section>
  );
}
