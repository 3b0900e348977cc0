import type { NowView } from "@/lib/contracts/views";
import { describeFleet } from "@/lib/domain/fleet/describe-fleet";

/** Which revisions the hosts run. Mixed and silent fleets are said to be so. */
export function FleetSentence({ fleet }: { fleet: NowView["fleet"] }) {
  return <span data-testid="fleet-now">{describeFleet(fleet)}</span>;
}
