import type { TokenScope } from "@/lib/domain/access/permissions";

/** What each scope lets a program do, in the words of whoever chooses. */
export const scopeWords = {
  "report:write": "Report results of tests",
  "commit:write": "Have the repository and the hosts looked at, after a push",
  read: "Read everything about the project",
  deploy: "Read, and start, stop and steer rollouts",
} as const satisfies Record<TokenScope, string>;
