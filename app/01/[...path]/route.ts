import { preflight } from "../../_log/answer.ts";
import { answerReport } from "../../_product/answer-report.tsx";
import { answerProduct, refuseMethod } from "../../_product/answer.tsx";

export const GET = (request: Request) => answerProduct(request, new URL(request.url).pathname);
export {
  GET as HEAD,
  preflight as OPTIONS,
  refuseMethod as DELETE,
  refuseMethod as PATCH,
  answerReport as POST,
  refuseMethod as PUT,
};
