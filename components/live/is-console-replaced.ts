/** Whether files that this page was made of are gone: a console that was built anew has others. */
export async function isConsoleReplaced(): Promise<boolean> {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src^="/_next/static/"]')];
  const statuses = scripts.map(({ src }) =>
    fetch(src, { method: "HEAD", cache: "no-store" }).then(
      ({ status }) => status,
      () => null,
    ),
  );
  return (await Promise.all(statuses)).includes(404);
}
