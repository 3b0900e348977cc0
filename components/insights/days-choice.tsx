import Link from "next/link";
import { insightDays } from "@/lib/contracts/insight-days";

/** How many days are told of: links, so that each has an address and Back undoes it. */
export function DaysChoice({ days }: { days: number }) {
  return (
    <nav aria-label="Days" className="flex max-w-full overflow-x-auto rounded-control border border-edge">
      {insightDays.map((each) => (
        <Link
          key={each}
          href={`?days=${each}`}
          prefetch={false}
          scroll={false}
          aria-current={Number(each) === days ? "true" : undefined}
          className="inline-flex min-h-8 items-center border-edge px-2.5 text-meta font-semibold whitespace-nowrap text-ink-2 not-first:border-l hover:bg-sunken aria-[current=true]:bg-idle-soft aria-[current=true]:text-ink aria-[current=true]:underline aria-[current=true]:underline-offset-4 pointer-coarse:min-h-11 -outline-offset-2"
        >
          {each} days
        </Link>
      ))}
    </nav>
  );
}
