import { Duration, Time } from "@/components/ui/time";
import type { TestRunView } from "@/lib/contracts/views";

/** When a test run started and how long it took; of one whose sender tells no end nobody knows how long. */
export function RunTimes({ run: { startedAt, finishedAt, status } }: { run: TestRunView }) {
  if (!startedAt) return null;
  const word = finishedAt ? "took" : status === "running" ? "running for" : null;
  return (
    <>
      <Time at={startedAt} />
      {word && (
        <>
          , {word} <Duration from={startedAt} to={finishedAt} />
        </>
      )}
    </>
  );
}
