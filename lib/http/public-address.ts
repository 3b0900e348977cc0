import type { WebProcess } from "./web-process";

/** Address of this Sauron as others reach it: the one it is told, or the one it is asked by. */
export function publicAddress(web: Pick<WebProcess, "publicUrl">, request: Request): string {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return web.publicUrl ?? `${new URL(request.url).protocol}//${host}`;
}
