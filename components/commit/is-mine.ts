import type { Viewer } from "@/lib/contracts/sign-in-page";

/** What a commit says about who wrote it. */
export interface Authored {
  author: string;
  authorEmail: string;
}

/** Whether the person at the page wrote the commit: by its e-mail, or under their name. Nobody is nobody's author. */
export function isMine(commit: Authored, viewer: Pick<Viewer, "name" | "email"> | null): boolean {
  return viewer !== null && (isSame(commit.authorEmail, viewer.email) || isSame(commit.author, viewer.name));
}

function isSame(one: string, other: string | null): boolean {
  return one !== "" && one.toLowerCase() === other?.toLowerCase();
}
