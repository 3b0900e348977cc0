interface ProgressBarProps {
  /** What is measured, e.g. "Hosts of the fleet stage". */
  label: string;
  value: number;
  max: number;
  /** Read instead of the percentage, e.g. "312 of 500 hosts". */
  text: string;
  failed?: number;
}

/** How much of a whole is done; failures are drawn at the end, striped, so that they differ without colour. */
export function ProgressBar({ label, value, max, text, failed = 0 }: ProgressBarProps) {
  const share = (count: number) => (max === 0 ? 0 : (count / max) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      className="flex h-2 w-full overflow-hidden rounded-full bg-idle-soft outline outline-hairline"
    >
      <span className="bar-fill h-full bg-run" style={{ width: `${share(value)}%` }} />
      {failed > 0 && (
        <span
          className="h-full shrink-0 bg-[repeating-linear-gradient(135deg,var(--fail)_0_4px,var(--surface)_4px_6px)]"
          style={{ width: `${Math.max(1.5, share(failed))}%` }}
        />
      )}
    </div>
  );
}
