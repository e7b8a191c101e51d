import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import type { PassportDocument } from "../../server/domain/passport/document.ts";
import type { InformationDocument } from "../../server/domain/passport/information-document.ts";
import type { BatterySubject } from "../../server/domain/record/credential.ts";
import type { Context } from "../../server/context.ts";
import { catalogueOf } from "../../server/services/catalogue/current.ts";
import type { SingleLabel } from "../../server/services/label/read-label.ts";
import { readLabel } from "../../server/services/label/read-label.ts";
import type { DocumentFile, DocumentRequest } from "../../server/services/document/read.ts";
import { readFile } from "../../server/services/document/read.ts";
import { readProductDocument } from "../../server/services/passport/document.ts";
import type { BundleRequest, ServedBundle } from "../../server/services/passport/read-bundle.ts";
import { readBundle } from "../../server/services/passport/read-bundle.ts";
import { readBroughtBundle } from "../../server/services/passport/read-brought-bundle.ts";
import type { FullRecord } from "../../server/services/passport/read-full-record.ts";
import { isInformationAt } from "../../server/services/passport/is-information-at.ts";
import { readEnded } from "../../server/services/passport/read-ended.ts";
import { readFullRecord } from "../../server/services/passport/read-full-record.ts";
import { readProjection } from "../../server/services/passport/read-projection.ts";
import type { RestrictedView } from "../../server/services/passport/read-restricted.ts";
import { readRestricted } from "../../server/services/passport/read-restricted.ts";
import type { PassportRequest } from "../../server/services/passport/read.ts";
import { readPassport } from "../../server/services/passport/read.ts";
import { listVersions } from "../../server/services/passport/versions.ts";
import type { EndedPassport, PassportView, VersionRow } from "../../server/services/passport/view.ts";
import type { StudyDocument } from "../../server/domain/study/content.ts";
import type { PublicDocumentRequest } from "../../server/services/study/read-public.ts";
import { readPublicDocument } from "../../server/services/study/read-public.ts";

/** What an answer is made of: the services, for whoever asked. */
export interface ProductSource {
  readonly publicUrl: string;
  /** True for a reader without token or session, whose answer everybody may share. */
  readonly anonymous: boolean;
  readonly passport: (input: PassportRequest) => Promise<PassportView>;
  readonly document: (input: PassportRequest) => Promise<PassportDocument | InformationDocument>;
  /** The catalogue a record was made under. */
  readonly catalogue: (subject: BatterySubject) => Promise<Catalogue | null>;
  readonly full: (input: PassportRequest) => Promise<Pick<FullRecord, "token" | "groups">>;
  readonly projection: (
    input: PassportRequest,
  ) => Promise<{ readonly token: string; readonly digest: string }>;
  readonly versions: (input: { readonly productUrl: string }) => Promise<readonly VersionRow[]>;
  readonly file: (input: DocumentRequest) => Promise<DocumentFile>;
  /** Null where only the public part is open. */
  readonly restricted: (input: PassportRequest) => Promise<RestrictedView | null>;
  readonly bundle: (input: BundleRequest) => Promise<Pick<ServedBundle, "version" | "bundle">>;
  readonly label: (input: SingleLabel) => Promise<Uint8Array<ArrayBuffer>>;
  readonly brought: (input: PassportRequest) => Promise<{ readonly version: number; readonly body: string }>;
  readonly declared: (input: PublicDocumentRequest) => Promise<StudyDocument>;
  readonly ended: (input: { readonly productUrl: string }) => Promise<EndedPassport | null>;
  /** Whether the address is that of a battery whose category gets no passport. */
  readonly isInformation: (input: { readonly productUrl: string }) => Promise<boolean>;
}

/** The services, asked by the caller of a context. */
export function productSource(ctx: Context): ProductSource {
  return {
    publicUrl: ctx.publicUrl,
    anonymous: ctx.caller.userId === null,
    passport: (input) => readPassport(ctx, input),
    document: (input) => readProductDocument(ctx, input),
    catalogue: (subject) => catalogueOf(ctx.db, subject),
    full: (input) => readFullRecord(ctx, input),
    projection: (input) => readProjection(ctx, input),
    versions: (input) => listVersions(ctx, input),
    file: (input) => readFile(ctx, input),
    restricted: (input) => readRestricted(ctx, input),
    bundle: (input) => readBundle(ctx, input),
    brought: (input) => readBroughtBundle(ctx, input),
    label: (input) => readLabel(ctx, input),
    declared: (input) => readPublicDocument(ctx, input),
    ended: (input) => readEnded(ctx, input),
    isInformation: (input) => isInformationAt(ctx, input),
  };
}
