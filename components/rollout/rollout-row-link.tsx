import Link from "next/link";

/** The number of a rollout as the head of a table's row, which leads to its page. */
export function RolloutRowLink({ project, number }: { project: string; number: number }) {
  return (
    <Link
      href={`/p/${project}/rollouts/${number}`}
      prefetch={false}
      className="py-1 font-semibold text-run underline-offset-2 hover:underline"
    >
      #{number}
    </Link>
  );
}
