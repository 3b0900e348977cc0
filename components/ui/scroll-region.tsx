import type { ReactNode } from "react";

interface ScrollRegionProps {
  label: string;
  /** Further classes, such as a greatest height. */
  className?: string;
  children: ReactNode;
}

/** Lets something wide scroll sideways inside itself, by keyboard too, so that the page never does. */
export function ScrollRegion({ label, className = "", children }: ScrollRegionProps) {
  return (
    // Positioned, so that texts for screen readers, which are placed absolutely, scroll along instead of widening the page.
    <section
      aria-label={`${label}, scrollable`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={`scroll-hint relative overflow-x-auto -outline-offset-2 ${className}`}
    >
      {children}
    </section>
  );
}
