import type { MirrorCommit } from "./repository-mirror";

/** What `git log -z` is asked for of each commit. */
export const commitFormat = "%H%x00%an%x00%ae%x00%ct%x00%B";

const fieldsOfCommit = 5;

/** The commits of a log in that format. */
export function readCommits(output: string): MirrorCommit[] {
  const fields = output.split("\0");
  const commits: MirrorCommit[] = [];
  for (let at = 0; at + fieldsOfCommit <= fields.length; at += fieldsOfCommit) {
    const [sha = "", author = "", authorEmail = "", committed = "", message = ""] = fields.slice(
      at,
      at + fieldsOfCommit,
    );
    commits.push({
      sha,
      author,
      authorEmail,
      message: withoutLastBreaks(message),
      committedAt: Number(committed) * 1000,
    });
  }
  return commits;
}

/** A pattern for them would go through a row of breaks in the middle once from each of them. */
function withoutLastBreaks(message: string): string {
  let end = message.length;
  while (message[end - 1] === "\n") end -= 1;
  return message.slice(0, end);
}
