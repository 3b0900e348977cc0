import { AsyncLocalStorage } from "node:async_hooks";
import { safeFetch } from "@/lib/integrations/network/safe-fetch";

const inside = new AsyncLocalStorage<true>();

// The sign-in library takes no `fetch` of ours; it finds the one of the process.
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => (inside.getStore() ? safeFetch(input, init) : plainFetch(input, init));

/** Whatever `work` fetches, also later in what it starts, goes to addresses that Sauron connects to. */
export function withSafeFetch<T>(work: () => T): T {
  return inside.run(true, work);
}
