import type { ReactNode } from "react";

interface CardProps {
  title: string;
  /** Stands right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A named part of a page. */
export function Card({ title, aside, children }: CardProps) {
  const id = `card-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section aria-labelledby={id} className="rounded-card border border-hairline bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-6 pt-4 pb-2 max-sm:px-4">
        <h2 id={id} className="text-meta font-semibold tracking-wider text-ink-2 uppercase">
          {title}
        </h2>
        {aside && <div className="text-body text-ink-2">{aside}</div>}
      </header>
      <div className="px-6 pb-5 max-sm:px-4">{children}</div>
    </section>
  );
}
