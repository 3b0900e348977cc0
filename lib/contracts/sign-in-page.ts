import type { Role } from "../domain/access/roles";
import type { DemoPerson } from "./demo-people";

/** What the page of the sign-in is made of. */
export type SignInPage = {
  /** A path of ours. */
  to: string;
  /** Why the last try was not taken; null = there was none. */
  refusal: string | null;
  /** Null = there is no provider of identities. */
  providerName: string | null;
  demoPeople: DemoPerson[];
  /** Whether the first admin is still to be made. */
  isSetUpOpen: boolean;
};

/** Who looks at the pages. */
export type Viewer = {
  name: string;
  email: string | null;
  everywhere: Role | null;
  inProject: Readonly<Record<string, Role>>;
};
