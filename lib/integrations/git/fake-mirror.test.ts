import { createFakeMirror } from "./fake-mirror";
import { describeRepositoryMirror } from "./repository-mirror.contract";

describeRepositoryMirror("the mirror in memory", () => {
  const mirror = createFakeMirror();
  const { land, rewind } = mirror;
  return {
    mirror,
    land,
    rewind,
    propose: (message) => mirror.propose(message),
    break: () => mirror.breakWith("It is gone."),
  };
});
