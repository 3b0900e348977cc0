import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button } from "@/components/ui/button";
import { verdictStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { StageView } from "@/lib/contracts/views";

/** That hosts are done says nothing of what they answered since: names the stages that were judged bad all the same. */
export function RejectedHosts({ stages }: { stages: readonly StageView[] }) {
  const rejected = stages.filter(({ verdict }) => verdict?.verdict === "fail");
  if (rejected.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <StatusText status={verdictStatus("fail", true)} />
      <span>
        {rejected.map(({ name }) => name).join(", ")}: what its hosts answered after the deploy. Done below means only
        that the deploy worked.
      </span>
      <Button onClick={() => changeViewQuery({ tab: "canary" }, "push")}>See the numbers</Button>
    </p>
  );
}
