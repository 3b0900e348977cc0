import { notFound } from "next/navigation";
import { RolloutScreen } from "@/components/rollout/rollout-screen";
import { loadLogEnd, loadRolloutView } from "@/lib/http/page-views";

interface RolloutPageProps {
  params: Promise<{ project: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RolloutPage({ params, searchParams }: RolloutPageProps) {
  const { project, number } = await params;
  const view = /^[1-9]\d{0,8}$/.test(number) ? await loadRolloutView(project, Number(number)) : null;
  if (!view) notFound();
  const logEnd = (await searchParams).tab === "log" ? await loadLogEnd(view) : null;
  return (
    <>
      {logEnd && <ExpectedLog />}
      <RolloutScreen initial={view} logEnd={logEnd ?? []} />
    </>
  );
}

/**
 * Nothing is painted before the log is there, which comes last in the page: what comes after the first paint is shown
 * 0.3 s later, for React does not let a page change at once. Browsers that do not know it have only that delay.
 */
function ExpectedLog() {
  return <link rel="expect" href="#log" blocking="render" />;
}
