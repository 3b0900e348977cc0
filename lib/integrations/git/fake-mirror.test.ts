import { createFakeMirror } from "./fake-mirror";
import { describeRepositoryMirror } from "./repository-mirror.contract";

describeRepositoryMirror("the mirror in memory", () => {
  const mirror = createFakeMirror();
  return { mirror, land: mirror.land, rewind: mirror.rewind, break: () => mirror.breakWith("It is gone.") };
});
