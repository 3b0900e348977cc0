/** What one host ran for a time; half-open, epoch milliseconds. */
export type HostSpan = {
  host: string;
  since: number;
  /** Null = it still does. */
  until: number | null;
  /** Place on the trunk of what it ran; null = nobody could tell, or it is not on the trunk. */
  position: number | null;
  /** Place from which the rollout that brought it came; null = no rollout brought it. */
  broughtFrom: number | null;
};

/** A host that did not have a commit before, and has it from then on. */
export type Arrival = {
  host: string;
  /** The earliest moment at which it can have had the commit. */
  at: number;
};

/** When each host came to run the commit at this place, earliest first; a host that had it from the start is none. */
export function traceArrivals(spans: SpansByHost, position: number): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const own of spans.values()) {
    let before: number | null = null;
    let silentSince: number | null = null;
    for (const span of own) {
      if (span.position === null) {
        silentSince ??= span.since;
        continue;
      }
      const had: number | null = before ?? span.broughtFrom;
      const came = had !== null && had < position && span.position >= position;
      // While nobody could tell what it ran, it may have run it already.
      if (came) arrivals.push({ host: span.host, at: before === null ? span.since : (silentSince ?? span.since) });
      before = span.position;
      silentSince = null;
    }
  }
  return arrivals.sort((a, b) => a.at - b.at);
}

/** What the hosts ran up to a moment; of a host that nobody could tell of then, also what it was found with next. */
export function listSpansUntil(spans: SpansByHost, moment: number): HostSpan[] {
  return [...spans.values()].flatMap((own) => {
    const isLater = (span: HostSpan, index: number) => span.since > moment && own[index - 1]?.position !== null;
    const later = own.findIndex(isLater);
    return later === -1 ? own : own.slice(0, later);
  });
}

export type Presence = "ran" | "did not" | "nobody could tell";

/** Whether each host ran the commit at this place at some moment from `since` to `end`, both included. */
export function findPresence(
  spans: SpansByHost,
  position: number,
  { since, end }: { since: number; end: number },
): Map<string, Presence> {
  const presence = new Map<string, Presence>();
  for (const span of [...spans.values()].flat()) {
    if (span.since > end || (span.until !== null && span.until <= since)) continue;
    const here = span.position === null ? "nobody could tell" : span.position >= position ? "ran" : "did not";
    const known = presence.get(span.host);
    if (known === undefined || known === "did not" || here === "ran") presence.set(span.host, here);
  }
  return presence;
}

/** Spans of each host, in their order. */
export type SpansByHost = ReadonlyMap<string, readonly HostSpan[]>;

export function groupSpans(spans: readonly HostSpan[]): SpansByHost {
  const byHost = new Map<string, HostSpan[]>();
  for (const span of [...spans].sort((a, b) => a.since - b.since)) {
    const own = byHost.get(span.host);
    if (own) own.push(span);
    else byHost.set(span.host, [span]);
  }
  return byHost;
}
