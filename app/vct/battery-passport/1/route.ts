import { typeMetadata } from "../../../../server/domain/record/full-record.ts";
import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { immutable } from "../../../_product/published.ts";

export async function GET(): Promise<Response> {
  const { publicUrl } = await contextOfHeaders(new Headers());
  return immutable(typeMetadata(publicUrl), "application/json");
}
