import { expect, test } from "vitest";
import { findProjectBySlug, type ProjectRow } from "@/lib/db/projects";
import type { Permission } from "@/lib/domain/access/permissions";
import type { Principal } from "@/lib/domain/access/principal";
import { createTestDatabase } from "@/lib/testing/database";
import { dumpTables } from "@/lib/testing/dump-tables";
import { listOutsiders } from "@/lib/testing/list-outsiders";
import { createTestProject } from "@/lib/testing/project";
import { addPerson } from "@/lib/testing/sign-in-people";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { checkHosts } from "../checks/check-hosts";
import { createChecks } from "../checks/create-checks";
import type { ServiceContext } from "../context";
import { reportCounters } from "../fleet/report-counters";
import { requestHostLook } from "../fleet/request-host-look";
import { createPerson } from "../people/create-person";
import { endSessions } from "../people/end-sessions";
import { removePerson } from "../people/remove-person";
import { resetPassword } from "../people/reset-password";
import { setRole } from "../people/set-role";
import { requestFetch } from "../projects/request-fetch";

const db = await createTestDatabase();
const worker = createWorkerContext(db);
await createTestProject(db, "web", { hosts: 2 });
const project = (await findProjectBySlug(db.prisma, "web")) as ProjectRow;
const projectId = project.id;
const email = await addPerson({ db }, "ana", { role: "admin" });
await addPerson({ db }, "bo", { role: "admin" });
const password = "another good password";

const cameBy = (principal: Principal): ServiceContext => ({
  ...worker,
  actor: { kind: "user", name: "somebody" },
  request: { id: "request 7", address: "10.1.2.3", principal },
});

const newcomer = { name: "cleo", email: "cleo@example.org", password, role: "admin" as const, projectId: null };
const repository = { kind: "repository" as const, url: "https://git.example.org/web.git", trunk: "main" };

type Wish = { needs: Permission; run: (ctx: ServiceContext) => Promise<unknown> };

const wishes: Record<string, Wish> = {
  requestFetch: { needs: "look", run: (ctx) => requestFetch(ctx, { projectId }) },
  requestHostLook: { needs: "look", run: (ctx) => requestHostLook(ctx, { projectId }) },
  checkHosts: { needs: "configure", run: (ctx) => checkHosts(ctx, project) },
  reportCounters: {
    needs: "report",
    run: (ctx) => reportCounters(ctx, { projectId, host: "web-1", requests: { 200: 1 } }),
  },
  createPerson: { needs: "configure", run: (ctx) => createPerson(ctx, newcomer) },
  setRole: { needs: "configure", run: (ctx) => setRole(ctx, { email, projectId: null, role: "viewer" }) },
  resetPassword: { needs: "configure", run: (ctx) => resetPassword(ctx, { email, password }) },
  endSessions: { needs: "configure", run: (ctx) => endSessions(ctx, email) },
  removePerson: { needs: "configure", run: (ctx) => removePerson(ctx, { email, reason: null }) },
};

async function refuses(principal: Principal, run: Wish["run"]): Promise<void> {
  const [before, asked] = [await dumpTables(db.pool), worker.asked.length];
  const code = principal.kind === "nobody" ? "unauthenticated" : "forbidden";
  await expect(run(cameBy(principal))).rejects.toMatchObject({ code });
  expect(await dumpTables(db.pool)).toBe(before);
  expect(worker.asked).toHaveLength(asked);
}

test.each(Object.entries(wishes))("%s is refused to whoever may not, past the door as well", async (_, wish) => {
  for (const principal of Object.values(listOutsiders(wish.needs, "web"))) await refuses(principal, wish.run);
});

test("people are changed by admins of all projects, not by one of a single project", async () => {
  const ruler: Principal = { kind: "person", roles: { everywhere: "operator", inProject: { web: "admin" } } };
  for (const name of ["createPerson", "setRole", "resetPassword", "endSessions", "removePerson"]) {
    await refuses(ruler, (wishes[name] as Wish).run);
  }
});

test("what is of no project yet is looked at for whoever may configure one, wherever that is", async () => {
  const run: Wish["run"] = (ctx) => createChecks(ctx, { checks: [repository] });
  const { "who has the role in another project": ruler, ...outsiders } = listOutsiders("configure", "web");
  for (const principal of Object.values(outsiders)) await refuses(principal, run);
  await expect(run(cameBy(ruler as Principal))).resolves.toHaveLength(1);
});

test("what Sauron does by itself asks nobody", async () => {
  await requestFetch(worker, { projectId });
  expect(worker.asked.at(-1)).toEqual({ name: "fetch-trunk", payload: { projectId } });
});
