import { jumpHostSchema, listedHostSchema } from "./fleet-policy";
import type { ProjectFileSources } from "./parse-project-file";

type Written = { address: string; port?: number | undefined; user?: string | undefined };

/**
 * A project file with the addresses that are aliases replaced by what they stand for. What the file says of a port or a
 * user holds; a host without a name keeps the alias as its name. Parts that are not well-formed stay as they are.
 */
export function resolveAliases(document: object, resolveAlias: ProjectFileSources["resolveAlias"]): object {
  const { fleet } = document as { fleet?: unknown };
  if (!isRecord(fleet)) return document;
  const usual = {
    port: typeof fleet.port === "number" ? fleet.port : undefined,
    user: typeof fleet.user === "string" ? fleet.user : undefined,
  };
  const resolve = (written: Written) => {
    const found = resolveAlias(written.address);
    if (found === null) return null;
    const port = written.port ?? usual.port ?? found.port;
    const user = written.user ?? usual.user ?? found.user;
    return { address: found.address, port, ...(user === null ? {} : { user }) };
  };
  const resolveHost = (raw: unknown) => {
    const written = listedHostSchema.safeParse(raw).data;
    const found = written && resolve(written);
    return found ? { name: written.address, ...(raw as object), ...found } : raw;
  };
  const resolveJump = (raw: unknown) => {
    const written = jumpHostSchema.safeParse(raw).data;
    const found = written && resolve({ ...written, port: (raw as Written).port });
    return found ? { ...(raw as object), ...found } : raw;
  };
  return {
    ...document,
    fleet: {
      ...fleet,
      ...(Array.isArray(fleet.hosts) ? { hosts: fleet.hosts.map(resolveHost) } : {}),
      ...(fleet.jump === undefined ? {} : { jump: resolveJump(fleet.jump) }),
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
