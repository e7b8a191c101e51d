import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { moment } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { AnswerForm } from "./answer-form.tsx";
import { HandAgain, HandIn, PrepareFiles } from "./file-acts.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "exports")("registrations.title") };
}

/** The outbox to the registry of the Union: what is to be registered, files for it, and what it answered. */
export default async function Registrations() {
  const [{ language, t }, { registrations, files }, operators, may] = await Promise.all([
    spoken(),
    asked(registry().registration.list()),
    asked(registry().operator.list()),
    mayDo(),
  ]);
  const e = textOf(language, "exports");
  const isSigner = may("registration.write");
  const waits = (operatorId: string) =>
    registrations.some(
      (row) =>
        row.operatorId === operatorId &&
        row.fileId === null &&
        (row.state === "prepared" || row.state === "notYetPossible"),
    );
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("console"), href: "/console" }, { name: e("registrations.title") }]}
      title={e("registrations.title")}
      lead={e("registrations.lead")}
    >
      <MoreText messages={{ exports: messagesOf(language).exports }}>
        <div className="sections">
          <section className="section">
            <h2>{e("registrations.files")}</h2>
            <p className="muted">{e("registrations.filesHelp")}</p>
            {operators
              .filter(({ id }) => may("registration.write", id) && waits(id))
              .map(({ id, name, nameOriginal }) => (
                <PrepareFiles
                  key={id}
                  operatorId={id}
                  name={operators.length > 1 ? named(language, name, nameOriginal ?? null) : null}
                />
              ))}
            {files.length === 0 ? (
              <p>{e("registrations.noFiles")}</p>
            ) : (
              <ul className="stack">
                {files.map((file) => (
                  <li key={file.id} className="row">
                    <span>{moment(language, file.preparedAt)}</span>
                    <span>{e("registrations.count", { count: file.count })}</span>
                    <a href={`/api/registrations/${file.id}.xml`}>XML</a>
                    <a href={`/api/registrations/${file.id}.json`}>JSON</a>
                    {isSigner && file.open > 0 ? <HandIn fileId={file.id} /> : null}
                    {file.open === 0 ? <span className="muted">{e("registrations.submitted")}</span> : null}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section className="section">
            <h2>{e("registrations.waiting")}</h2>
            {registrations.length === 0 ? (
              <p>{e("registrations.none")}</p>
            ) : (
              <div className="table-frame">
                <table className="stacks stacks-early">
                  <thead>
                    <tr>
                      <th scope="col">{e("registrations.battery")}</th>
                      <th scope="col">{e("registrations.version")}</th>
                      <th scope="col">{e("registrations.state")}</th>
                      <th scope="col">{e("registrations.identifier")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {registrations.map((row) => (
                      <tr key={row.id}>
                        <th scope="row">
                          <a href={row.path}>{[row.modelName, row.serial ?? ""].join(" ")}</a>
                          <div className="small muted identifier">{row.productUrl}</div>
                        </th>
                        <td className="wide-cell" data-label={e("registrations.version")}>
                          {row.version}
                          <div className="small muted identifier">{row.versionHash}</div>
                        </td>
                        <td data-label={e("registrations.state")}>
                          {e(`registrations.states.${row.state}`)}
                          {row.refusal === null ? null : <div className="small">{row.refusal}</div>}
                        </td>
                        <td data-label={e("registrations.identifier")}>
                          {row.registrationId === null ? null : (
                            <span className="identifier">{row.registrationId}</span>
                          )}
                          {row.proofDocumentId === null ? null : (
                            <div>
                              <a href={`/api/evidence/${row.proofDocumentId}`}>
                                {e("registrations.proofKept")}
                              </a>
                            </div>
                          )}
                          {isSigner && row.state === "submitted" ? <AnswerForm id={row.id} /> : null}
                          {isSigner && row.state === "refused" ? <HandAgain id={row.id} /> : null}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        </div>
      </MoreText>
    </Screen>
  );
}
