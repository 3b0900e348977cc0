import { markId } from "@/components/shell/mark-id";

/** The mark of the console, an eye. It is drawn where it is used; here the server says once how, so that no script has to. */
export function MarkDrawing() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="absolute">
      <symbol id={markId} viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="1.7">
        <path d="M1.5 11C4 6.7 7.2 4.5 11 4.5s7 2.2 9.5 6.5c-2.5 4.3-5.7 6.5-9.5 6.5S4 15.3 1.5 11z" />
        <path
          d="M11 5.5c1.6 1.6 2.4 3.4 2.4 5.5s-.8 3.9-2.4 5.5c-1.6-1.6-2.4-3.4-2.4-5.5s.8-3.9 2.4-5.5z"
          fill="var(--primary)"
          stroke="none"
        />
      </symbol>
    </svg>
  );
}
