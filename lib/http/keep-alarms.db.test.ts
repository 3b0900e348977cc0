import { beforeEach, expect, test, vi } from "vitest";
import type { Principal } from "@/lib/domain/access/principal";
import type { Logger } from "@/lib/logger";
import { warnOfAlarmingActs } from "@/lib/services/audit/warn-of-alarming-acts";
import { createPerson } from "@/lib/services/people/create-person";
import { endSessions } from "@/lib/services/people/end-sessions";
import { removePerson } from "@/lib/services/people/remove-person";
import { resetPassword } from "@/lib/services/people/reset-password";
import { setRole } from "@/lib/services/people/set-role";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { addPerson, testPassword } from "@/lib/testing/sign-in-people";
import { keepAlarms } from "./keep-alarms";

const db = await createTestDatabase();
const told: object[] = [];
const logger = { warn: (line: object) => void told.push(line) } as unknown as Logger;
const atMachine = { db, actor: { kind: "user" as const, name: "whoever" } };
const through = (principal: Principal) => ({ ...atMachine, request: { id: "1", address: null, principal } });
const admin = through({ kind: "person", roles: { everywhere: "admin", inProject: {} } });
const ana = { name: "ana", email: "ana@example.org", password: testPassword, role: "admin", projectId: null } as const;
const { email } = ana;
const bo = await addPerson({ db }, "bo", { role: "admin" });

beforeEach(() => {
  told.length = 0;
});

test("what somebody at the machine does to accounts, roles and passwords is warned of, once", async () => {
  const after = await warnOfAlarmingActs({ db, logger }, null);
  await createPerson(atMachine, ana);
  await setRole(through({ kind: "machine" }), { email, projectId: null, role: "viewer" });
  await resetPassword(atMachine, { email, password: "another good password" });
  await removePerson(atMachine, { email, reason: null });
  const last = await warnOfAlarmingActs({ db, logger }, after);
  const actions = ["createPerson", "setRole", "resetPassword", "removePerson"];
  expect(told).toEqual(
    actions.map((action, index) => ({ entry: after + 1 + index, action, target: email, by: "whoever" })),
  );
  expect(await warnOfAlarmingActs({ db, logger }, last)).toBe(last);
  expect(told).toHaveLength(actions.length);
});

test("what an admin does who has signed in is not, nor what makes nobody more than they were", async () => {
  const after = await warnOfAlarmingActs({ db, logger }, null);
  await createPerson(admin, ana);
  await setRole(admin, { email, projectId: null, role: "viewer" });
  await endSessions(atMachine, email);
  await warnOfAlarmingActs({ db, logger }, after);
  expect(told).toEqual([]);
});

test("it is looked for again and again, from the start of the process on", async () => {
  const alarms = keepAlarms({ db, logger }, 20);
  await vi.waitFor(async () => {
    await setRole(atMachine, { email: bo, projectId: null, role: "admin" });
    expect(told).not.toEqual([]);
  }, inTime);
  alarms.close();
});
