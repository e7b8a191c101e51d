import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";

test("the registry is alive and ready", async ({ request }) => {
  for (const path of ["/healthz", "/readyz"]) expect((await request.get(path)).status()).toBe(200);
});

test("metrics are told on this machine", async ({ request }) => {
  const metrics = await request.get("/metrics");
  expect(metrics.headers()["content-type"]).toContain("text/plain");
  expect(await metrics.text()).toContain("cellproof_http_requests_total");
});

for (const path of ["/nothing-here", "/01/09520000010010/21/NOBODY", "/01/1", "/console/nothing-here"]) {
  test(`what is not there is 404: ${path}`, async ({ request }) => {
    expect((await request.get(path, { headers: { accept: "text/html" }, maxRedirects: 0 })).status()).toBe(
      404,
    );
  });
}

for (const path of ["/", testData.model.path, "/sign-in", "/healthz", "/nothing-here"]) {
  test(`BATT-Art78(h): the security headers are on ${path}`, async ({ request }) => {
    const headers = (await request.get(path, { headers: { accept: "text/html" } })).headers();
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": expect.any(String),
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers["x-powered-by"]).toBeUndefined();
  });
}

test("a public page comes compressed, with a tag, and is not sent twice to who holds it", async ({
  request,
}) => {
  const headers = { accept: "text/html", "accept-encoding": "br" };
  const first = await request.get(testData.model.path, { headers });
  expect(first.headers()["content-encoding"]).toBe("br");
  expect(first.headers()["vary"]).toBe("Accept, Accept-Language, Accept-Encoding");
  const again = await request.get(testData.model.path, {
    headers: { ...headers, "if-none-match": first.headers()["etag"] ?? "" },
  });
  expect(again.status()).toBe(304);
});

test("a body too large is refused", async ({ request }) => {
  const answer = await request.post("/api/trpc/anything", { data: Buffer.alloc(27 * 1024 * 1024) });
  expect(answer.status()).toBe(413);
});
