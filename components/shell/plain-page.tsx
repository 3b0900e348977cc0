import type { ReactNode } from "react";

interface PlainPageProps {
  title: string;
  children: ReactNode;
}

/**
 * A page that stands on nothing: no data, no stream, no shared controls. It shows when the others cannot, so its links
 * are ordinary ones that load afresh.
 */
export function PlainPage({ title, children }: PlainPageProps) {
  return (
    <>
      <header className="border-b border-hairline bg-surface">
        <div className="mx-auto flex min-h-12 max-w-[1440px] items-center px-6 font-semibold max-sm:px-4">Sauron</div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[72ch] flex-col items-start gap-4 px-6 py-12 outline-none max-sm:px-4"
      >
        <h1 className="text-verdict font-semibold">{title}</h1>
        {children}
      </main>
    </>
  );
}
