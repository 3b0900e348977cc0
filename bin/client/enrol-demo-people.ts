import { randomBytes } from "node:crypto";
import type { DemoPerson } from "@/lib/contracts/demo-people";
import { createDatabase } from "@/lib/db/client";
import { roles } from "@/lib/domain/access/roles";
import { SauronError } from "@/lib/errors";
import { createPerson } from "@/lib/services/people/create-person";
import { resetPassword } from "@/lib/services/people/reset-password";

/** One person for each role, with passwords that nobody knows beforehand. */
export function inventDemoPeople(): DemoPerson[] {
  return roles.map((role) => ({
    role,
    name: `demo ${role}`,
    email: `${role}@demo.example`,
    password: randomBytes(24).toString("base64url"),
  }));
}

/** Lets them sign in to the demo's Sauron; an earlier demo on the same data may have known them by other passwords. */
export async function enrolDemoPeople(databaseUrl: string, people: DemoPerson[]): Promise<void> {
  const db = createDatabase(databaseUrl, { poolSize: 1 });
  const ctx = { db, actor: { kind: "system" as const, name: "demo" } };
  try {
    for (const person of people) {
      await createPerson(ctx, { ...person, projectId: null }).catch(async (error) => {
        if (!(error instanceof SauronError) || error.code !== "conflict") throw error;
        await resetPassword(ctx, person);
      });
    }
  } finally {
    await db.close();
  }
}
