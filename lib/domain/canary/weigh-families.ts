import { type ComparisonFamily, comparisonFamilies } from "./canary-verdict";
import { type Evidence, isLarge, logEvidence } from "./gather-evidence";
import { logMean, logSum } from "./log-factorial";

/** Tenths of the one budget of wrong failures; those of families without data go to the others in proportion. */
const familyWeights = {
  "5xx": 4,
  endpoints: 3,
  latency: 2,
  "4xx": 1,
} as const satisfies Record<ComparisonFamily, number>;

/** Members of a family: metrics, quantiles or endpoints. Their mean is the evidence of the family. */
export type FamilyEvidence = {
  family: ComparisonFamily;
  weight: number;
  logEvidence: number;
  members: readonly Evidence[];
  /** The member that says most. */
  leader: Evidence;
};

export type TotalEvidence = {
  families: readonly FamilyEvidence[];
  /** log of the weighted mean over the families. */
  logEvidence: number;
  /** The family that contributes most. */
  leading: FamilyEvidence;
};

export type Blamed = { family: FamilyEvidence; evidence: Evidence };

/** All comparisons as one evidence with one budget; null when nothing is compared. */
export function weighFamilies(gathered: readonly Evidence[]): TotalEvidence | null {
  const present = comparisonFamilies.filter((family) => gathered.some((one) => one.comparison.family === family));
  const whole = present.reduce((sum, family) => sum + familyWeights[family], 0);
  const families = present.flatMap((family) => weighFamily(family, gathered, familyWeights[family] / whole));
  const leading = findLargest(families, contribution);
  if (!leading) return null;
  return { families, leading, logEvidence: logSum(families.map(contribution)) };
}

/**
 * What the canary is to be stopped for, when the total evidence is enough: the strongest member that makes a difference
 * worth a stop, and that is either what contributes most or enough all by itself. The second keeps a certain but harmless
 * difference from hiding one that matters.
 */
export function findBlamed({ families, leading }: TotalEvidence, logEnough: number): Blamed | null {
  const members = families.flatMap((family) => family.members.map((evidence) => ({ family, evidence })));
  const blamed = members.filter(
    (member) =>
      (member.evidence === leading.leader || memberContribution(member) >= logEnough) && isLarge(member.evidence),
  );
  return findLargest(blamed, memberContribution) ?? null;
}

/** log of what a member says against the canary, one among all members of its family. */
export function logAmongMembers({ family, evidence }: Blamed): number {
  return logEvidence(evidence) - Math.log(family.members.length);
}

function memberContribution(member: Blamed): number {
  return Math.log(member.family.weight) + logAmongMembers(member);
}

function weighFamily(family: ComparisonFamily, gathered: readonly Evidence[], weight: number): FamilyEvidence[] {
  const members = gathered.filter(({ comparison }) => comparison.family === family);
  const leader = findLargest(members, logEvidence);
  return leader ? [{ family, weight, logEvidence: logMean(members.map(logEvidence)), members, leader }] : [];
}

function contribution({ weight, logEvidence }: FamilyEvidence): number {
  return Math.log(weight) + logEvidence;
}

/** The first of the largest. */
function findLargest<T>(items: readonly T[], sizeOf: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || sizeOf(item) > sizeOf(best) ? item : best),
    undefined,
  );
}
