import { instantShown, isTimeZone } from "@/lib/domain/hours/local-time";

/** What the address of the page says; "" = nothing. */
export interface AuditFilter {
  /** "1" = of all projects, and what is about none. */
  all: string;
  who: string;
  act: string;
  outcome: string;
  find: string;
  /** The first and the last day. */
  from: string;
  to: string;
  /** The zone in which these days begin and end; "" = UTC. */
  zone: string;
  /** Id of the last entry of the page before. */
  before: string;
}

/** What each part can look like; what it cannot mean is passed over. */
const shapes: Record<keyof AuditFilter, RegExp> = {
  all: /^1$/,
  who: /^.{1,200}$/,
  act: /^\w{1,40}$/,
  outcome: /^(done|refused)$/,
  find: /^.{1,200}$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  zone: /^[\w+/-]{1,64}$/,
  before: /^[1-9]\d{0,8}$/,
};

export function readAuditFilter(address: Record<string, string | string[] | undefined>): AuditFilter {
  const read = ([name, shape]: [string, RegExp]) => {
    const value = address[name];
    const text = typeof value === "string" ? value.trim() : "";
    return [name, shape.test(text) && isKnown(name, text) ? text : ""];
  };
  return Object.fromEntries(Object.entries(shapes).map(read));
}

/** A 30 February is no day, and not everything that looks like a zone is one. */
function isKnown(name: string, text: string): boolean {
  if (name === "zone") return isTimeZone(text);
  if (name !== "from" && name !== "to") return true;
  return !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** The query that asks the API for the same. */
export function toApiQuery(project: string, filter: AuditFilter): URLSearchParams {
  const { all, who, act, outcome, find, from, to, before } = filter;
  const zone = filter.zone || "UTC";
  const asked = {
    project: all === "" ? project : "",
    actor: who,
    action: act,
    outcome,
    text: find,
    since: from === "" ? "" : beginOfDay(Date.parse(from), zone),
    until: to === "" ? "" : beginOfDay(Date.parse(to) + oneDay, zone),
    before,
  };
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
}

const oneDay = 24 * 60 * 60 * 1000;

/** @param day as a clock of UTC would have it begin; ms */
function beginOfDay(day: number, zone: string): string {
  return new Date(instantShown(day, zone)).toISOString();
}

/** The address of the same page with other parts. */
export function auditAddress(filter: AuditFilter, changes: Partial<AuditFilter>): string {
  const parts = Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== "");
  return `?${new URLSearchParams(parts)}`;
}
