/**
 * The fixed figures of the article "Continuous Deployment at Instagram", which every project starts with and may change
 * in its project file: https://instagram-engineering.com/continuous-deployment-at-instagram-1e18548f01d1
 */

/** As few commits as possible and never more than three: the most one rollout of the automation takes along. */
export const articleMaxCommits = 3;

/** Every commit is to be live 30 minutes after it landed, which paces the backlog: seconds. */
export const articleGoalSeconds = 30 * 60;

/** More than 1 % of the hosts failing to deploy fails the rollout: percent of the rollout's hosts. */
export const articleHostFailurePercent = 1;

/** The canary must answer fewer than 0.5 % of its requests with a 5xx code: percent of requests. */
export const articleServerErrorPercent = 0.5;

/** The canary must answer at least 90 % of its requests with a 2xx code: percent of requests. */
export const articleSuccessPercent = 90;
