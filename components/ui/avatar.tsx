import { initialsOf } from "@/components/ui/initials-of";

/** A person by initials, for the eye only: the name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-idle-soft text-[10px] leading-none font-semibold text-ink-2 outline outline-hairline"
    >
      {initialsOf(name)}
    </span>
  );
}
