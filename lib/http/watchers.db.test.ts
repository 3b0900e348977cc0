import { expect, test, vi } from "vitest";
import { noteWatched } from "@/lib/db/projects";
import { createLogger } from "@/lib/logger";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject } from "@/lib/testing/project";
import { createWatchers } from "./watchers";

const db = await createTestDatabase();

function requestOf(agent: string): Request {
  return new Request("http://127.0.0.1/api/v1/events", { headers: { "user-agent": agent } });
}

test("a browser that has a project open is noted; a program that follows it is not", async () => {
  const watchers = createWatchers(
    (projectId) => noteWatched(db.prisma, projectId),
    createLogger({ process: "test", level: "silent" }),
  );
  const [followed, watched] = [await createTestProject(db, "followed"), await createTestProject(db, "watched")];
  const readWatchedAt = async ({ id }: { id: number }) =>
    (await db.prisma.project.findUniqueOrThrow({ where: { id } })).watchedAt;
  const page = new AbortController();
  watchers.watch(requestOf("node"), followed.id, page.signal);
  watchers.watch(requestOf("Mozilla/5.0 (X11; Linux x86_64)"), watched.id, page.signal);
  await vi.waitFor(async () => expect(await readWatchedAt(watched)).not.toBeNull(), inTime);
  expect(await readWatchedAt(followed)).toBeNull();
  watchers.close();
});

test("an open page is noted again and again until it is closed", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const watchers = createWatchers(
    (projectId) => noteWatched(db.prisma, projectId),
    createLogger({ process: "test", level: "silent" }),
  );
  const { id } = await createTestProject(db, "open");
  const page = new AbortController();
  const waitForNote = () =>
    vi.waitFor(async () => {
      const { watchedAt } = await db.prisma.project.findUniqueOrThrow({ where: { id } });
      expect(watchedAt).not.toBeNull();
    }, inTime);
  const forget = () => db.prisma.project.update({ where: { id }, data: { watchedAt: null } });
  watchers.watch(requestOf("Mozilla/5.0"), id, page.signal);
  await waitForNote();
  await forget();
  vi.advanceTimersByTime(20_000);
  await waitForNote();
  await forget();
  page.abort();
  vi.advanceTimersByTime(60_000);
  const other = await createTestProject(db, "other");
  watchers.watch(requestOf("Mozilla/5.0"), other.id, new AbortController().signal);
  await vi.waitFor(async () => {
    const { watchedAt } = await db.prisma.project.findUniqueOrThrow({ where: { id: other.id } });
    expect(watchedAt).not.toBeNull();
  }, inTime);
  expect((await db.prisma.project.findUniqueOrThrow({ where: { id } })).watchedAt).toBeNull();
  watchers.close();
  vi.useRealTimers();
});
