import { documentedFrom } from "../../server/domain/recycled-content/documentation-duty.ts";
import { minimumShares } from "../../server/domain/recycled-content/minimum.ts";
import { recycledMetals } from "../../server/domain/recycled-content/share.ts";
import type { ModelStatutory, RecycledContentOfRecord } from "../../server/domain/record/credential.ts";
import { Section, TableFrame } from "./frame.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly data: ModelStatutory;
}

/** Recycled shares metal by metal, never added up, and the minimum shares with the days from which they bind. */
export function RecycledSection({ words, data, title }: Props & { readonly title?: string }) {
  const { t, day } = words;
  const from = documentedFrom(data.batteryCategory);
  return (
    <Section id="recycled" title={title ?? t("recycled.title")}>
      <p>{t("recycled.about")}</p>
      <p className="term">{t("recycled.baseActive")}</p>
      <SharesTable words={words} data={data} />
      {from === undefined ? null : (
        <p className="small">{t("recycled.documentation", { date: day(from) })}</p>
      )}
      <MinimumTable words={words} data={data} />
    </Section>
  );
}

function SharesTable({ words, data }: Props) {
  const { t } = words;
  const sources = sourcesOf(data.recycledContent);
  const isOne = sources.length < 2;
  return (
    <>
      <TableFrame label={t("recycled.caption")}>
        <table>
          <caption>{t("recycled.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("recycled.metal")}</th>
              <th scope="col">{t("recycled.year")}</th>
              <th scope="col" className="number">
                {t("recycled.share")}
              </th>
              <th scope="col" className="number">
                {t("recycled.pre")}
              </th>
              <th scope="col" className="number">
                {t("recycled.post")}
              </th>
              {isOne ? null : <th scope="col">{t("recycled.source")}</th>}
            </tr>
          </thead>
          {recycledMetals.map((metal) => (
            <tbody key={metal}>
              <MetalRows
                words={words}
                metal={metal}
                statements={data.recycledContent
                  .filter((statement) => statement.metal === metal)
                  .toSorted((a, b) => b.year - a.year)}
                sources={sources}
              />
            </tbody>
          ))}
        </table>
      </TableFrame>
      {isOne ? (
        sources.map((source) => (
          <p key={source} className="small">
            {t("recycled.sourceOfAll", { source })}
          </p>
        ))
      ) : (
        <ol className="plain small">
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ol>
      )}
      {data.recycledContent.some(({ illustrative }) => illustrative) ? (
        <p className="small">{t("recycled.illustrative")}</p>
      ) : null}
    </>
  );
}

function sourcesOf(statements: readonly RecycledContentOfRecord[]): readonly string[] {
  return [...new Set(statements.map(({ source }) => source))];
}

interface RowsProps {
  readonly words: Words;
  readonly metal: RecycledContentOfRecord["metal"];
  readonly statements: readonly RecycledContentOfRecord[];
  readonly sources: readonly string[];
}

function MetalRows({ words, metal, statements, sources }: RowsProps) {
  const { t, exact } = words;
  if (statements.length === 0) {
    return (
      <tr>
        <th scope="row">{t(`metals.${metal}`)}</th>
        <td colSpan={sources.length < 2 ? 4 : 5} className="muted">
          {t("recycled.notStated")}
        </td>
      </tr>
    );
  }
  return statements.map(
    ({ year, sharePercent, preConsumerPercent, postConsumerPercent, source, illustrative }) => (
      <tr key={year}>
        <th scope="row">
          {t(`metals.${metal}`)}
          {illustrative ? " *" : null}
        </th>
        <td>{year}</td>
        <td className="number">{exact(sharePercent)} %</td>
        <td className="number">{exact(preConsumerPercent)} %</td>
        <td className="number">{exact(postConsumerPercent)} %</td>
        {sources.length < 2 ? null : <td>({sources.indexOf(source) + 1})</td>}
      </tr>
    ),
  );
}

function MinimumTable({ words, data }: Props) {
  const { t, day, exact } = words;
  const rules = minimumShares(data.batteryCategory);
  if (rules.length === 0) return <p>{t("recycled.minimumNone")}</p>;
  const caption = t("recycled.minimumCaption", { category: t(`category.${data.batteryCategory}`) });
  const isIndustrial =
    data.batteryCategory === "industrialOther" || data.batteryCategory === "industrialStationary";
  return (
    <>
      <TableFrame label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("recycled.minimumFrom")}</th>
              {recycledMetals.map((metal) => (
                <th key={metal} scope="col" className="number">
                  {t(`metals.${metal}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map(({ from, value }) => (
              <tr key={from}>
                <th scope="row">{day(from)}</th>
                {recycledMetals.map((metal) => (
                  <td key={metal} className="number">
                    {exact(String(value[metal]))} %
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="small">
        {t("recycled.minimumNote")}
        {isIndustrial ? ` ${t("recycled.externalStorage")}` : null}
      </p>
    </>
  );
}
