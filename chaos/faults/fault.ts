import type { World } from "../world";

/** Something that dies, hangs, lies or is gone for a while; settles once it is as before. */
export type Fault = {
  name: string;
  /** What it needs for itself while it lasts. */
  takes?: "redis" | "postgres";
  inflict(world: World): Promise<void>;
};
