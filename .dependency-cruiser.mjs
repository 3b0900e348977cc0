/**
 * Which folder may import which: everything that is not listed is an error. A folder may always import itself;
 * `lib/errors` and `lib/logger` are open to all but the domain.
 */
const mayImport = {
  app: ["components", "lib/services", "lib/queries", "lib/http", "lib/contracts"],
  components: ["lib/domain", "lib/contracts"],
  workers: ["lib/services", "lib/queue", "lib/config"],
  "lib/domain": [],
  "lib/contracts": ["lib/domain"],
  "lib/config": ["lib/contracts", "lib/domain"],
  "lib/db": ["lib/domain", "lib/config", "lib/contracts"],
  "lib/queue": ["lib/contracts", "lib/config"],
  "lib/integrations": ["lib/domain", "lib/config", "lib/contracts"],
  "lib/services": ["lib/domain", "lib/contracts", "lib/db", "lib/queue", "lib/queries", "lib/integrations"],
  "lib/queries": ["lib/domain", "lib/contracts", "lib/db"],
  "lib/http": ["lib/domain", "lib/contracts", "lib/queries", "lib/services"],
  bin: ["lib/services", "lib/queries", "lib/domain", "lib/contracts", "lib/config", "lib/integrations/processes"],
  demo: ["lib/contracts"],
};

/** Where a process is put together: these few files may reach past their folder's row. */
const compositionRoots = {
  "workers/(main|start-worker|schedules)\\.ts": ["lib/db", "lib/integrations"],
  "lib/http/(web-process|live-hub|error-response|with-route|server/main)\\.ts": [
    "lib/db",
    "lib/queue",
    "lib/config",
    "lib/services",
    "lib/queries",
    "lib/integrations",
  ],
  // The stored form of what a host answered.
  "lib/db/canary-samples\\.ts": ["lib/integrations/ssh/fleet-ssh"],
  "bin/(supervisor/|commands/(?!demo\\.))": [
    "lib/db/migrate",
    "lib/db/seal-stored-secrets",
    "lib/db/working-role",
    "lib/db/client",
    "lib/integrations/embedded-postgres",
  ],
  "bin/client/(with-own-database|enrol-demo-people|project-file-sources)\\.ts": [
    "lib/db",
    "lib/integrations/ssh/known-hosts",
    "lib/integrations/ssh/resolve-alias",
  ],
  "bin/commands/demo\\.ts": ["demo"],
};

const tests = "\\.(test|contract)\\.tsx?$|^lib/testing/";
const ours = "^(app|components|workers|lib|bin|demo|bench|chaos|e2e|script)/";
const open = ["lib/errors", "lib/logger"];

const under = (paths) => `^(${paths.join("|")})(/|\\.tsx?$)`;
const rootsUnder = (folder) => Object.keys(compositionRoots).filter((root) => root.startsWith(`${folder}/`));

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  severity: "error",
  comment: `${folder} may import: ${allowed.join(", ") || "nothing but itself"}.`,
  from: { path: under([folder]), pathNot: [tests, ...rootsUnder(folder).map((root) => `^${root}`)] },
  to: { path: ours, pathNot: under([folder, ...allowed, ...(folder === "lib/domain" ? [] : open)]) },
}));

const rootRules = Object.entries(compositionRoots).map(([root, extra]) => {
  const folder = Object.keys(mayImport).find((name) => root.startsWith(`${name}/`));
  const allowed = [folder, ...mayImport[folder], ...open, ...extra];
  return {
    name: `${root}-imports`,
    severity: "error",
    from: { path: `^${root}`, pathNot: tests },
    to: { path: ours, pathNot: under(allowed) },
  };
});

/** One door each: these packages are known to these files alone. */
const only = (name, packages, where) => ({
  name,
  severity: "error",
  from: { path: ours, pathNot: [where, tests, "^bench/"] },
  to: { path: `(^|node_modules/)(${packages})(/|$)` },
});

export default {
  forbidden: [
    ...folderRules,
    ...rootRules,
    {
      name: "domain-is-pure",
      severity: "error",
      comment: "The domain imports no package and nothing of Node.js.",
      from: { path: "^lib/domain/", pathNot: tests },
      to: { pathNot: "^lib/" },
    },
    only(
      "prisma-only-in-db",
      "@prisma/client|@prisma/adapter-pg|lib/db/generated",
      "^lib/db/|^script/open-schema-engine",
    ),
    only("queue-only-in-queue", "bullmq|ioredis", "^lib/queue/|^workers/"),
    only("sign-in-library-only-in-sign-in", "better-auth|@better-auth", "^lib/integrations/sign-in/"),
    only("ssh-only-in-ssh", "node-ssh|ssh2", "^lib/integrations/ssh/|^demo/"),
    {
      name: "testing-only-in-tests",
      severity: "error",
      from: { path: ours, pathNot: [tests, "^e2e/", "^(bench|chaos)/"] },
      to: { path: "^lib/testing/" },
    },
    {
      name: "no-server-only",
      severity: "error",
      comment: 'The package "server-only" throws in plain Node.js, where workers share these modules.',
      from: {},
      to: { path: "server-only" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: { path: ours },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          tests,
          "^(script|e2e|bench|chaos)/",
          "^bin/commands/",
          "\\.d\\.m?ts$",
          "^app/.*(page|layout|route)\\.tsx?$",
          "^demo/service/",
        ],
      },
      to: {},
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: { path: ours },
      to: { couldNotResolve: true, dependencyTypesNot: ["core"] },
    },
    {
      name: "no-dev-packages-in-the-product",
      severity: "error",
      from: { path: "^(app|components|workers|lib|bin|demo)/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/db/generated"] },
    exclude: { path: ["^\\.next/", "^\\.sauron/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
