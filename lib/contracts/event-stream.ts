import { z } from "zod";
import { time } from "./api-route";
import { hostCheckSchema } from "./checks";

/** The stream of events that a sender holds open over SSH, beside what it posts. */
const host = hostCheckSchema.shape;

/** Where Gerrit's SSH server listens unless it is told otherwise. */
export const streamPort = 29418;

export const eventStreamSchema = z.strictObject({
  host: host.address.describe("Name or address of Gerrit's SSH server"),
  port: host.port.default(streamPort),
  user: z
    .string()
    .regex(/^[A-Za-z0-9][\w.@+-]{0,63}$/, "write the name of a user of Gerrit")
    .describe("A user of Gerrit with the global capability Stream Events"),
  privateKey: host.privateKey.describe("Path of that user's private key on the workers' machines"),
  hostKey: host.hostKeys.unwrap().element.describe("Fingerprint of the host key; a server with another one is refused"),
  repository: z
    .string()
    .regex(/^[^\s/][^\0\n]{0,299}$/, "write Gerrit's name of the repository, e.g. shop/web")
    .optional()
    .describe(
      "Gerrit's own name of the repository; left out: the path of the project's repository, when it lies there",
    ),
});

export const eventStreamViewSchema = eventStreamSchema.required().extend({
  /**
   * `waiting`: no worker has taken it up yet. `failed`: it is tried again. `lost`: the worker that held it is silent, so
   * nobody knows; another one takes over.
   */
  state: z.enum(["waiting", "connecting", "connected", "failed", "lost"]),
  connectedSince: time.nullable(),
  /** Why it is not connected, as a sentence. */
  failure: z.string().nullable(),
  nextTryAt: time.nullable(),
});

export type WantedEventStream = z.output<typeof eventStreamSchema>;
export type EventStreamView = z.infer<typeof eventStreamViewSchema>;
