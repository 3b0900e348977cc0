import type { StatusCode } from "@/components/ui/status";

const shapes = {
  fail: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  hold: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor" />
      <path d="M8 4.4v4.4" stroke="var(--surface)" strokeWidth="1.8" />
      <circle cx="8" cy="11" r="1.1" fill="var(--surface)" />
    </>
  ),
  frozen: (
    <>
      <path d="M4.8 7V4.900a3.200 3.200 0 0 1 6.400 0V7" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <rect x="2.5" y="6.600" width="11" height="8.400" rx="1.5" fill="currentColor" />
      <circle cx="8" cy="10.800" r="1.300" fill="var(--surface)" />
    </>
  ),
  warn: (
    <>
      <path d="M8 1.4 15.4 14.6H.6z" fill="currentColor" />
      <path d="M8 6v4.4" stroke="var(--surface)" strokeWidth="1.7" />
      <circle cx="8" cy="12.3" r="1" fill="var(--surface)" />
    </>
  ),
  stop: <rect x="2.5" y="2.5" width="11" height="11" rx="1" fill="currentColor" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeDasharray="3 2.2" />
      <path d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.5-.8 1.1" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="11.2" r=".95" fill="currentColor" />
    </>
  ),
  run: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 1.6a6.4 6.4 0 0 1 0 12.8z" fill="currentColor" />
    </>
  ),
  wait: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.9" />,
  ok: (
    <>
      <circle cx="8" cy="8" r="7.2" fill="currentColor" />
      <path d="M4.6 8.3 7 10.7l4.5-5" fill="none" stroke="var(--surface)" strokeWidth="1.9" />
    </>
  ),
  skip: (
    <>
      <circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="M3.6 12.4l8.8-8.8" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
} as const satisfies Record<StatusCode, React.ReactNode>;

export const statusInk = {
  fail: "text-fail",
  hold: "text-hold",
  frozen: "text-hold",
  warn: "text-warn",
  stop: "text-idle",
  unknown: "text-idle",
  run: "text-run",
  wait: "text-idle",
  ok: "text-ok",
  skip: "text-idle",
} as const satisfies Record<StatusCode, string>;

export const statusChip = {
  fail: "bg-fail-soft text-fail",
  hold: "bg-hold-soft text-hold",
  frozen: "bg-hold-soft text-hold",
  warn: "bg-warn-soft text-warn",
  stop: "bg-idle-soft text-idle",
  unknown: "bg-idle-soft text-idle",
  run: "bg-run-soft text-run",
  wait: "bg-idle-soft text-idle",
  ok: "bg-ok-soft text-ok",
  skip: "bg-idle-soft text-idle",
} as const satisfies Record<StatusCode, string>;

/** The shape of a status. Says nothing to assistive technology: the word beside it does. */
export function Glyph({ code, size = 16 }: { code: StatusCode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      data-glyph={code}
      className={`shrink-0 self-center ${statusInk[code]}`}
    >
      {shapes[code]}
    </svg>
  );
}
