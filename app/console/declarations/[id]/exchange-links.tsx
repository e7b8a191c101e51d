import { registry } from "../../../../server/caller.ts";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { problemSpeaker } from "../../../_ui/problem-sentence.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { localeOf } from "../../../_text/text.ts";

/** The declaration in the forms that partners and assessment tools read, or why it has none. */
export async function ExchangeLinks({ view }: { readonly view: DeclarationView }) {
  const { language, problems: sentences } = await spoken();
  const l = textOf(language, "library");
  if (view.result === null) return null;
  const problems = await asked(registry().exchange.checkPact({ id: view.id }));
  const say = problemSpeaker(localeOf(language), sentences);
  const asksMass = problems.find(({ code }) => code === "E_EXPORT_MASS");
  const base = `/console/declarations/${view.id}`;
  return (
    <section className="section" id="exchange">
      <h2>{l("exchange.title")}</h2>
      <p className="muted">{l("exchange.lead")}</p>
      <ul>
        <li>
          {problems.length === 0 ? (
            <a href={`${base}/pact.json`} download>
              {l("exchange.pact")}
            </a>
          ) : asksMass !== undefined && problems.length === 1 ? (
            <form className="row" method="get" action={`${base}/pact.json`}>
              <span>{l("exchange.pact")}</span>
              <label htmlFor="massKg">{l("exchange.mass", { unit: asksMass.params?.["value"] ?? "" })}</label>
              <input
                id="massKg"
                name="massKg"
                inputMode="decimal"
                autoComplete="off"
                required
                className="number"
              />
              <button type="submit">{l("exchange.withMass")}</button>
            </form>
          ) : (
            <>
              {l("exchange.notNow")} {problems.map((one) => say(one)).join(" ")}
            </>
          )}
          <div className="small muted">{l("exchange.pactHelp")}</div>
        </li>
        <li>
          <a href={`${base}/olca.zip`} download>
            {l("exchange.olca")}
          </a>
          <div className="small muted">{l("exchange.olcaHelp")}</div>
        </li>
      </ul>
    </section>
  );
}
