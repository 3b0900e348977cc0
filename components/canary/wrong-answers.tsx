"use client";

import { formatRate } from "@/components/canary/canary-numbers";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Time } from "@/components/ui/time";
import type { CanaryEvidenceView, CanaryVerdictView } from "@/lib/contracts/canary-views";

/** Where the canary answered wrongly: which endpoints are worse, and the newest requests that failed. */
export function WrongAnswers({ verdict, stage }: { verdict: CanaryVerdictView; stage: string }) {
  const endpoints = (verdict.endpoints ?? []).filter(({ canary }) => canary.bad > 0).slice(0, mostEndpoints);
  const errors = verdict.evidence?.errors ?? [];
  if (endpoints.length + errors.length === 0) return null;
  return (
    <div className="mt-4 flex flex-col gap-4">
      {endpoints.length > 0 && <EndpointTable endpoints={endpoints} stage={stage} />}
      {errors.length > 0 && <ErrorList errors={errors} stage={stage} />}
    </div>
  );
}

/** As many as a person reads. */
const mostEndpoints = 5;

const heading = "py-2 pr-6 font-semibold whitespace-nowrap";
const figure = "py-2 pr-6 text-right whitespace-nowrap";

function EndpointTable({
  endpoints,
  stage,
}: {
  endpoints: NonNullable<CanaryVerdictView["endpoints"]>;
  stage: string;
}) {
  return (
    <ScrollRegion label={`Endpoints of ${stage}`}>
      <table className="text-left">
        <caption className="text-left font-semibold">Endpoints with 5xx, worst first</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            <th scope="col" className={heading}>
              Endpoint
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Canary
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Control
            </th>
            <th scope="col" className={heading}>
              Worse than the control
            </th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map(({ endpoint, canary, control, confirmed }) => (
            <tr key={endpoint} className="border-b border-hairline last:border-b-0">
              <th scope="row" className={`${heading} font-mono`}>
                {endpoint}
              </th>
              <td className={figure}>
                {formatRate(canary, "")} ({canary.bad} of {canary.n})
              </td>
              <td className={figure}>
                {formatRate(control, "")} ({control.bad} of {control.n})
              </td>
              <td className="py-2">{confirmed ? "Yes" : "Not sure"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function ErrorList({ errors, stage }: { errors: CanaryEvidenceView["errors"]; stage: string }) {
  return (
    <section aria-label={`Newest errors of ${stage}`}>
      <h3 className="font-semibold">Newest errors on the canary</h3>
      <ScrollRegion label={`Error lines of ${stage}`}>
        <ul className="font-mono whitespace-nowrap">
          {errors.toReversed().map(({ host, at, method, path, status, duration }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two requests may be alike in everything
            <li key={`${at} ${index}`}>
              <Time at={at} relative={false} /> {host} {method ?? "-"} {path ?? "-"} {status}
              {duration !== null && ` ${duration.toFixed(3)} s`}
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </section>
  );
}
