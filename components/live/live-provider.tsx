"use client";

import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { fetchJson } from "@/components/live/api-client";
import { startClock, stopClock, syncClock } from "@/components/live/clock";
import { isConsoleReplaced } from "@/components/live/is-console-replaced";
import type { LiveEvent } from "@/components/live/leader-streams";
import { LiveHub } from "@/components/live/live-hub";
import { type LiveStatus, LiveStore } from "@/components/live/live-store";
import type { LiveTopic } from "@/components/live/live-topic";
import { newerView, tellsNews, type VersionedView } from "@/components/live/versioned-view";
import type { NowView, RolloutView } from "@/lib/contracts/views";

interface Live {
  store: LiveStore;
  /** Adds a wish for as long as a component lives; returns how to take it back. */
  want: (topic: LiveTopic) => () => void;
  retryNow: () => void;
}

const LiveContext = createContext<Live | null>(null);

/** Keeps the one event stream and the cache that it patches. Stands above every page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [store] = useState(() => new LiveStore());
  const live = useLiveHub(queryClient, store);
  return (
    <QueryClientProvider client={queryClient}>
      <LiveContext value={live}>{children}</LiveContext>
    </QueryClientProvider>
  );
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider above it");
  return live;
}

export function useLiveStatus(): LiveStatus {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.status, LiveStore.initialStatus);
}

/** The Now view of a project, kept fresh by the stream. */
export function useNowView(initial: NowView): NowView {
  return useView(initial, `/api/v1/projects/${initial.project}`, { project: initial.project, rollout: null });
}

/** A rollout's view, kept fresh by the stream. */
export function useRolloutView(initial: RolloutView): RolloutView {
  const { project, number } = initial;
  return useView(initial, rolloutAddress(project, number), { project, rollout: number });
}

/** A rollout's view that the server did not send along: loaded when wanted, then kept fresh. */
export function useOptionalRolloutView(project: string, number: number, wanted: boolean): RolloutView | undefined {
  const { want } = useLive();
  useEffect(() => (wanted ? want({ project, rollout: number }) : undefined), [want, wanted, project, number]);
  const query = useQuery<RolloutView>({
    queryKey: viewKey(project, number),
    queryFn: ({ signal }) => fetchJson<RolloutView>(rolloutAddress(project, number), signal),
    enabled: wanted,
  });
  return query.data;
}

function rolloutAddress(project: string, number: number): string {
  return `/api/v1/rollouts/${number}?project=${project}`;
}

function useView<View extends VersionedView>(initial: View, path: string, { project, rollout }: LiveTopic): View {
  const queryClient = useQueryClient();
  const { want } = useLive();
  useEffect(() => want({ project, rollout }), [want, project, rollout]);
  useEffect(() => {
    // A page that was opened again brings a newer read than the one that is kept from before.
    queryClient.setQueryData<View>(viewKey(project, rollout), (known) => newerView(known, initial));
    syncClock(initial.serverTime);
  }, [queryClient, initial, project, rollout]);
  const query = useQuery<View>({
    queryKey: viewKey(project, rollout),
    queryFn: ({ signal }) => fetchJson<View>(path, signal),
    initialData: initial,
  });
  return query.data ?? initial;
}

/** Where a view is kept: the Now view of a project, or one of its rollouts. */
function viewKey(project: string, rollout: number | null): readonly (string | number)[] {
  return rollout === null ? ["now", project] : ["rollout", project, rollout];
}

function createQueryClient(): QueryClient {
  // The stream says when something changed; asking on focus or by timer would only repeat it.
  return new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: 2 } } });
}

function useLiveHub(queryClient: QueryClient, store: LiveStore): Live {
  const hub = useRef<LiveHub | null>(null);
  const topics = useRef(new Set<LiveTopic>());
  useEffect(() => {
    const made = new LiveHub({
      onEvent: (event) => receiveEvent(queryClient, store, event),
      onState: (state) => store.setConnection(state),
    });
    hub.current = made;
    made.want([...topics.current]);
    made.start();
    return () => made.stop();
  }, [queryClient, store]);
  useEffect(() => store.subscribe(() => (showsNow(store.status()) ? startClock() : stopClock())), [store]);
  useEffect(() => noteReplacedConsole(store), [store]);
  const [live] = useState<Live>(() => ({
    store,
    want: (topic) => {
      topics.current.add(topic);
      hub.current?.want([...topics.current]);
      return () => {
        topics.current.delete(topic);
        hub.current?.want([...topics.current]);
      };
    },
    retryNow: () => hub.current?.retryNow(),
  }));
  return live;
}

/** A server that comes back may be a newer one. */
function noteReplacedConsole(store: LiveStore): () => void {
  let seen: number | null = null;
  return store.subscribe(async () => {
    const { backSince } = store.status();
    if (backSince === seen) return;
    seen = backSince;
    if (await isConsoleReplaced()) store.noteReplaced();
  });
}

/** While the view is lost or held still, a clock that goes on would say that what stands beside it is fresh. */
function showsNow({ connection, paused }: LiveStatus): boolean {
  return connection.phase !== "lost" && !paused;
}

function receiveEvent(queryClient: QueryClient, store: LiveStore, { name, data }: LiveEvent): void {
  syncClock(data.serverTime);
  if (name === "now") patchView(queryClient, store, data as NowView, null);
  if (name === "rollout") patchView(queryClient, store, data as RolloutView, (data as RolloutView).number);
}

function patchView<View extends NowView | RolloutView>(
  client: QueryClient,
  store: LiveStore,
  view: View,
  rollout: number | null,
): void {
  const key = viewKey(view.project, rollout);
  store.apply(key.join(":"), () => {
    if (store.isCatchingUp() && tellsNews(client.getQueryData<View>(key), view)) store.countCaughtUp();
    client.setQueryData<View>(key, (known) => newerView(known, view));
  });
}
