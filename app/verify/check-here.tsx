import { readProductQuery } from "../../server/domain/identifier/product-query.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf, messagesOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import { registry } from "../../server/caller.ts";
import { refusalOf } from "../../server/trpc.ts";
import { moment, VerdictReport } from "./verdict-report.tsx";

interface CheckHereProps {
  readonly language: Language;
  readonly publicUrl: string;
  /** What was typed; null when nothing was asked yet. */
  readonly query: string | null;
  readonly at: string;
}

/** Checks a passport of this registry by its identifier, on the server: works in any browser, and says who judged. */
export async function CheckHere({ language, publicUrl, query, at }: CheckHereProps) {
  const t = textOf(language, "verify");
  return (
    <section className="section" aria-labelledby="here">
      <h2 id="here">{t("here.title")}</h2>
      <p>{t("here.lead")}</p>
      <form className="form" method="get" action="/verify">
        <input type="hidden" name="lang" value={language} />
        <label className="field">
          <span>{t("here.query")}</span>
          <input name="q" defaultValue={query ?? ""} required autoComplete="off" spellCheck={false} />
        </label>
        <label className="field">
          <span>{t("here.at")}</span>
          <input name="at" defaultValue={at} placeholder="2026-11-20T13:00:00Z" autoComplete="off" />
        </label>
        <div className="actions">
          <button type="submit">{t("here.check")}</button>
        </div>
      </form>
      {query === null ? null : <Answer language={language} publicUrl={publicUrl} query={query} at={at} />}
    </section>
  );
}

async function Answer({ language, publicUrl, query, at }: CheckHereProps & { readonly query: string }) {
  const t = textOf(language, "verify");
  const locale = localeOf(language);
  const say = problemSpeaker(locale, messagesOf(language).problems);
  const path = readProductQuery(query, publicUrl);
  if (!path.ok) {
    const [problem] = path.problems;
    const reason = problem === undefined ? "" : say(problem);
    return (
      <p className="notice notice-warn" role="alert">
        {t("here.notRead", { reason })}
      </p>
    );
  }
  const found = await registry()
    .passport.check({ productUrl: publicUrl + path.value, ...(at === "" ? {} : { at }) })
    .catch((error: unknown) => {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    });
  if (found instanceof Error || !("verdict" in found)) {
    const isUnknown = found.code === "PASSPORT_NOT_FOUND";
    return (
      <>
        <p className="notice notice-warn" role="alert">
          {isUnknown ? t("here.unknown") : say({ code: found.code, path: "" })}{" "}
          {isUnknown ? <a href={`/help/unknown?lang=${language}`}>{t("here.unknownHelp")}</a> : null}
        </p>
        {isUnknown ? <AskForSheet language={language} query={query} at={at} /> : null}
      </>
    );
  }
  const { verdict, version, bundlePath } = found;
  return (
    <div className="stack verify-form">
      <VerdictReport
        words={messagesOf(language).verify}
        locale={locale}
        verdict={verdict}
        keys={t("pinned.registry")}
        checkedFor={t("here.byServer", { time: moment(verdict.checkedAt, locale), version })}
        helpQuery={`?lang=${language}`}
      />
      <p>
        <a href={bundlePath} download="">
          {t("here.bundle")}
        </a>
      </p>
      <AskForSheet language={language} query={query} at={at} />
    </div>
  );
}

/** Has the registry check again and sign what it finds. */
function AskForSheet({
  language,
  query,
  at,
}: Pick<CheckHereProps, "language" | "at"> & { readonly query: string }) {
  const t = textOf(language, "verify");
  return (
    <form className="stack" method="post" action="/sheets">
      <input type="hidden" name="lang" value={language} />
      <input type="hidden" name="q" value={query} />
      <input type="hidden" name="at" value={at} />
      <p className="field-help">{t("sheet.makeHelp")}</p>
      <div className="actions">
        <button type="submit">{t("sheet.make")}</button>
      </div>
    </form>
  );
}
