/** A moment in the life of a worker at which it can be killed. */
export type CrashPoint = { name: string; door: "sql" | "queue" | "ssh"; when: "before" | "after"; what: RegExp };

/** The last thing a worker says that has come to its point. */
export const crashWord = "come to its crash point";

type Moment = [door: CrashPoint["door"], name: string, what: RegExp];

const before = (...[door, name, what]: Moment): CrashPoint => ({ name: `before ${name}`, door, when: "before", what });
const after = (...[door, name, what]: Moment): CrashPoint => ({ name: `after ${name}`, door, when: "after", what });
const around = (...moment: Moment): CrashPoint[] => [before(...moment), after(...moment)];

/** A statement is named by its text and the values that go with it, a COMMIT by what was written before it. */
export const crashPoints: CrashPoint[] = [
  ...around("sql", "the lease is taken", /"leaseEpoch" = "leaseEpoch" \+ 1/),
  ...around("sql", "a commit of the trunk is stored", /INSERT INTO .*"Commit"/),
  ...around("sql", "the rollout is stored", /INSERT INTO .*"Rollout" /),
  after("sql", "its hosts are stored", /INSERT INTO .*"HostDeploy" /),
  after("sql", "it is started", /UPDATE "Rollout" SET\s+state.*\[.*"started"/s),
  ...around("sql", "a stage is deployed", /UPDATE "Rollout" SET\s+state.*\[.*"stageDeployed"/s),
  after("sql", "a stage is passed", /UPDATE "Rollout" SET\s+state.*\[.*"stagePassed"/s),
  ...around("sql", "the last stage is passed", /UPDATE "Rollout" SET\s+state.*\[.*"lastStagePassed"/s),
  ...around("sql", "a change of state is committed", /^COMMIT after .*INSERT INTO "RolloutEvent"/s),
  ...around("sql", "hosts are taken", /WITH room AS/),
  ...around("sql", "hosts taken are committed", /^COMMIT after .*WITH room AS/s),
  ...around("sql", "the end of a deploy is stored", /UPDATE "HostDeploy" SET state = .*AND fence =/s),
  ...around(
    "sql",
    "the end of a deploy is committed",
    /^COMMIT after .*UPDATE "HostDeploy" SET state = .*AND fence =/s,
  ),
  before("sql", "lines of a log are stored", /INSERT INTO .*"LogChunk"/),
  ...around("sql", "lost deploys are given up", /UPDATE "HostDeploy" d SET state = 'unknown'/),
  ...around("queue", "a look at a rollout is asked for", /^advance-rollout$/),
  ...around("queue", "a deploy of hosts is asked for", /^deploy-hosts$/),
  ...around("ssh", "the command is sent to a host", /^deploy$/),
  before("ssh", "the beginning of a step is heard", /^step$/),
  before("ssh", "the first word of a host is heard", /^line$/),
  ...around("ssh", "a host is asked how its deploy ended", /^probe unknown$/),
];
