import type { Fact } from "./interpretation";

/** A request as it came. */
export type HookRequest = {
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The bytes as they were sent, which signatures are made over. */
  body: Uint8Array;
};

/** What of a project decides whether a delivery concerns it. */
export type TrackedProject = { trunk: string; repositoryUrl: string };

/** How one kind of sender speaks. Everything is a pure function of the request. */
export interface Sender {
  /**
   * Whether the request was made by somebody who has one of the secrets. Compares in constant time; no secret = no.
   * @param now epoch seconds, for senders that sign the time
   */
  isAuthentic(request: HookRequest, secrets: readonly string[], now: number): boolean;
  /** The sender's own id of this delivery, or one made of what it tells: the same one twice is one delivery. */
  readDeliveryKey(request: HookRequest): string;
  /** The sender's word for what happened. */
  readEvent(request: HookRequest): string | null;
  /**
   * What it tells. An authentic delivery without use for us is a fact of its own ("ignored").
   * @throws SauronError "bad-request" with a sentence, when it is not of the sender's shape
   */
  interpret(request: HookRequest, project: TrackedProject): Fact[];
  /** Headers of a request that are worth keeping; none of them a secret. */
  keptHeaders: readonly string[];
  /** What a person pastes where. @param url full address of the hook */
  describeSetup(hook: { url: string; secret: string }): { where: string; text: string }[];
}
