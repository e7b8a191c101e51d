import type { Metadata } from "next";
import type { ReactNode } from "react";
import { registry } from "../../../server/caller.ts";
import type { ReadingsSummary } from "../../../server/services/reading/summarise.ts";
import { refusalOf } from "../../../server/trpc.ts";
import { Readings } from "../../_readings/readings.tsx";
import { localeOf, textOf } from "../../_text/text.ts";
import { Field } from "../../_ui/field.tsx";
import { PrintButton } from "../../_ui/print-button.tsx";
import { PublicFrame } from "../../_ui/public-frame.tsx";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { oneOf } from "../../_ui/screen-props.ts";
import { signedInAs } from "../../_ui/signed-in.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "readings")("interest.title"), robots: { index: false } };
}

/** What was measured at one battery, for whoever holds a legitimate interest in it: to be read beside the battery, and printed. */
export default async function InterestBattery({ searchParams }: ScreenProps) {
  await signedInAs("interest");
  const query = await searchParams;
  const productUrl = oneOf(query["of"]);
  const { language, t: c } = await spoken();
  const t = textOf(language, "readings");
  const found = productUrl === "" ? null : await summaryOf(productUrl);
  return (
    <PublicFrame language={language}>
      <div className="sections readings-large" lang={localeOf(language)}>
        <div className="stack">
          <p className="small on-screen">
            <a href="/interest">{c("bench.interestTitle")}</a>
          </p>
          <h1>
            {found !== null && typeof found !== "string"
              ? `${found.modelName} · ${found.serial}`
              : t("interest.title")}
          </h1>
          <p className="muted">{t("interest.lead")}</p>
          {found !== null && typeof found !== "string" ? (
            <div className="row">
              <span className="identifier">{found.productUrl}</span>
              <span>{found.operatorName}</span>
              <a className="on-screen" href={new URL(found.productUrl).pathname}>
                {t("interest.passport")}
              </a>
              <span className="on-screen">
                <PrintButton label={t("print")} />
              </span>
            </div>
          ) : null}
        </div>
        {found === null || typeof found === "string" ? (
          <Find refused={found} typed={productUrl} />
        ) : (
          <Readings
            summary={found}
            at={`/interest/battery?of=${encodeURIComponent(productUrl)}`}
            attribute={oneOf(query["attribute"])}
            before={oneOf(query["before"])}
          />
        )}
      </div>
    </PublicFrame>
  );
}

type Refused = "notFound" | "notAllowed" | "ended";

/** The battery, or why it is not shown. */
async function summaryOf(productUrl: string): Promise<ReadingsSummary | Refused> {
  try {
    return await registry().reading.summary({ productUrl });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.code === "PASSPORT_NOT_FOUND" || refusal?.code === "INVALID_INPUT") return "notFound";
    if (refusal?.code === "NOT_ALLOWED") return "notAllowed";
    if (refusal?.code === "PASSPORT_ENDED") return "ended";
    throw error;
  }
}

async function Find({
  refused,
  typed,
}: {
  readonly refused: Refused | null;
  readonly typed: string;
}): Promise<ReactNode> {
  const { language } = await spoken();
  const t = textOf(language, "readings");
  return (
    <form className="form" action="/interest/battery" method="get" role="search">
      <Field
        form="battery"
        name="of"
        label={t("interest.find")}
        help={t("interest.findHelp")}
        error={refused === null ? undefined : t(`interest.${refused}`)}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            spellCheck={false}
            defaultValue={typed}
            required
          />
        )}
      </Field>
      <div className="actions">
        <button type="submit" className="button-primary">
          {t("interest.submit")}
        </button>
      </div>
    </form>
  );
}
