import type { ReactNode } from "react";
import type { ResultSheet, SheetRow } from "../../server/domain/verification/result-sheet.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf } from "../_text/text.ts";
import type { VerifyWords } from "./verify-form.tsx";
import { isMoment, moment } from "./verdict-report.tsx";

interface Props {
  readonly sheet: ResultSheet;
  readonly language: Language;
  readonly words: VerifyWords["sheet"];
  /** Name of the key that signed it, or in words that it is not signed. */
  readonly signedBy: string;
}

/** What a result sheet says, in the words it carries itself: to be believed as far as its signature goes. */
export function SheetReport({ sheet, language, words, signedBy }: Props) {
  const { madeBy, program, checkedAt, asOf, policy, log, list, checked } = sheet;
  const locale = localeOf(language);
  const say = (code: string) => sheet.words[language][code] ?? code;
  const shownMoment = (text: string) => (isMoment(text) ? moment(text, locale) : text);
  return (
    <div className="stack sheet-report">
      <dl className="facts">
        <Fact name={words.madeBy}>{words.makers[madeBy]}</Fact>
        <Fact name={words.signedBy} isCode>
          {signedBy}
        </Fact>
        <Fact name={words.checkedAt}>{moment(checkedAt, locale)}</Fact>
        <Fact name={words.asOf}>{moment(asOf, locale)}</Fact>
        <Fact name={words.program}>{program}</Fact>
        {list === null ? null : (
          <>
            <Fact name={words.rows}>{list.rows}</Fact>
            <Fact name={words.listDigest} isCode>
              {list.sha256}
            </Fact>
          </>
        )}
      </dl>
      {list === null ? (
        checked.map((row) => (
          <One key={row.row} {...{ row, words, say, shownMoment }} isAlone={checked.length === 1} />
        ))
      ) : (
        <Many rows={checked} words={words} say={say} />
      )}
      <h3>{words.policy}</h3>
      {policy === null ? (
        <p>{words.noPolicy}</p>
      ) : (
        <pre className="verify-command sheet-text" tabIndex={0}>
          {policy}
        </pre>
      )}
      <h3>{words.checkpoint}</h3>
      {log === null ? (
        <p>{words.noCheckpoint}</p>
      ) : (
        <pre className="verify-command sheet-text" tabIndex={0}>
          {log.checkpoint}
        </pre>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: SheetRow;
  readonly words: VerifyWords["sheet"];
  readonly say: (code: string) => string;
}

interface OneProps extends RowProps {
  readonly shownMoment: (text: string) => string;
  readonly isAlone: boolean;
}

function One({ row, words, say, shownMoment, isAlone }: OneProps) {
  const { asked, product, operator, version, record, file, answer, headline, demonstration, parts } = row;
  return (
    <section className="stack">
      <h3 className="identifier">
        {isAlone ? "" : `${String(row.row)}. `}
        {product ?? asked}
      </h3>
      {headline === null ? null : <p className="verdict-sentence">{say(`headline.${headline}`)}</p>}
      {demonstration ? <p className="warn">{say("demonstration")}</p> : null}
      <dl className="facts">
        {answer === null ? null : <Fact name={words.answer}>{say(`answer.${answer}`)}</Fact>}
        <Fact name={words.asked} isCode>
          {asked}
        </Fact>
        {operator === null ? null : <Fact name={words.operator}>{operator}</Fact>}
        {version === null ? null : <Fact name={words.version}>{version}</Fact>}
        {record === null ? null : (
          <>
            <Fact name={words.recordDigest} isCode>
              {record.sha256}
            </Fact>
            <Fact name={words.recordBytes}>{record.bytes}</Fact>
          </>
        )}
        {file === null ? null : (
          <>
            <Fact name={words.sheetFileDigest} isCode>
              {file.sha256}
            </Fact>
            <Fact name={words.fileBytes}>{file.bytes}</Fact>
          </>
        )}
      </dl>
      {parts.length === 0 ? null : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{words.part}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.why}</th>
              </tr>
            </thead>
            <tbody>
              {parts.map(({ part, state, code, evidence }) => (
                <tr key={part}>
                  <th scope="row">{say(`part.${part}`)}</th>
                  <td data-label={words.state}>
                    <span className={`part-${state}`}>{say(`state.${state}`)}</span>
                  </td>
                  <td data-label={words.why}>
                    {say(code ?? `${part}.${state}`)}
                    {code === null ? null : <code className="identifier"> {code}</code>}
                    {evidence["asOf"] === undefined ? null : (
                      <div className="small muted">
                        {words.statusAsOf} {shownMoment(evidence["asOf"])}
                      </div>
                    )}
                    {evidence["leafIndex"] === undefined ? null : (
                      <div className="small muted">
                        {words.place} {evidence["leafIndex"]} / {evidence["treeSize"]}
                      </div>
                    )}
                    {evidence["kid"] === undefined ? null : (
                      <div className="small muted identifier">{evidence["kid"]}</div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Many({ rows, words, say }: Omit<RowProps, "row"> & { readonly rows: readonly SheetRow[] }) {
  return (
    <div className="table-frame">
      <table className="stacks sheet-rows">
        <thead>
          <tr>
            <th scope="col">{words.row}</th>
            <th scope="col">{words.product}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.parts}</th>
            <th scope="col">{words.recordDigest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, asked, product, operator, version, record, answer, headline, parts }) => (
            <tr key={row}>
              <td data-label={words.row}>{row}</td>
              <th scope="row">
                <span className="identifier">{product ?? asked}</span>
                {operator === null ? null : (
                  <div className="small muted">
                    {operator}
                    {version === null ? null : ` · ${words.version} ${String(version)}`}
                  </div>
                )}
              </th>
              <td data-label={words.answer}>
                <strong>{answer === null ? null : say(`answer.${answer}`)}</strong>
                {headline === null ? null : <div className="small">{say(`headline.${headline}`)}</div>}
              </td>
              <td data-label={words.parts}>
                {parts.length === 0 ? "–" : null}
                {parts.map(({ part, state, code }) => (
                  <div className="small" key={part}>
                    {say(`part.${part}`)}: {say(`state.${state}`)}
                    {code === null ? null : <span className="identifier"> {code}</span>}
                  </div>
                ))}
              </td>
              <td data-label={words.recordDigest}>
                {record === null ? (
                  "–"
                ) : (
                  <>
                    <span className="identifier small">{record.sha256}</span>
                    <div className="small muted">
                      {words.recordBytes}: {record.bytes}
                    </div>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Fact({
  name,
  isCode = false,
  children,
}: {
  readonly name: string;
  readonly isCode?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className={isCode ? "identifier" : undefined}>{children}</dd>
    </div>
  );
}
