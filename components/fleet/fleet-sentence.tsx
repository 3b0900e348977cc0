import { describeFleet } from "@/components/fleet/describe-fleet";
import type { NowView } from "@/lib/contracts/views";

/** Which revisions the hosts run. Mixed and silent fleets are said to be so. */
export function FleetSentence({ fleet }: { fleet: NowView["fleet"] }) {
  return <span data-testid="fleet-now">{describeFleet(fleet)}</span>;
}
