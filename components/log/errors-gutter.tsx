import { gutterOutline, gutterParts } from "@/components/log/gutter-outline";

interface ErrorsGutterProps {
  /** Rows that tell of an error. */
  rows: readonly number[];
  count: number;
  onGo: (row: number) => void;
}

/** Where in the whole log errors are, beside the scrollbar. By keyboard the same is reached with "next error". */
export function ErrorsGutter({ rows, count, onGo }: ErrorsGutterProps) {
  const goNear = (share: number) => {
    const wanted = share * count;
    const nearest = rows.reduce<number | null>(
      (best, row) => (best === null || Math.abs(row - wanted) < Math.abs(best - wanted) ? row : best),
      null,
    );
    if (nearest !== null) onGo(nearest);
  };
  return (
    <div
      aria-hidden="true"
      data-testid="errors-gutter"
      onMouseDown={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        goNear((event.clientY - top) / height);
      }}
      className={`relative w-3 shrink-0 rounded-br-card border border-l-0 border-hairline bg-surface ${rows.length > 0 ? "cursor-pointer" : ""}`}
    >
      <svg
        viewBox={`0 0 1 ${gutterParts}`}
        preserveAspectRatio="none"
        className="absolute inset-0 h-full w-full"
        aria-hidden="true"
      >
        <path d={gutterOutline(rows, count)} fill="var(--fail)" />
      </svg>
    </div>
  );
}
