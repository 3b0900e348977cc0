/** An answer that also changes the browser's cookies. */
export function answerWithCookies(body: object, cookies: string[], status = 200): Response {
  const response = Response.json(body, { status, headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
