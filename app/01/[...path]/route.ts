import { answerProduct } from "../../_product/answer.tsx";

export const GET = (request: Request) => answerProduct(request, new URL(request.url).pathname);
export { GET as HEAD };
