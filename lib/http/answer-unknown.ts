/** What an address of the API that does not exist answers. */
export function answerUnknown(request: Request): Response {
  const { pathname } = new URL(request.url);
  const message = `There is no ${request.method} ${pathname}; /api/v1/openapi.json lists what there is.`;
  return Response.json({ error: { code: "not-found", message } }, { status: 404 });
}
