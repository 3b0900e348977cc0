import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { roles } from "@/lib/domain/access/roles";
import { DemoPeople } from "./demo-people";

const people = roles.map((role) => ({
  ...{ role, name: `demo ${role}`, email: `${role}@demo.example` },
  password: `the password of the ${role}`,
}));
const markup = renderToStaticMarkup(<DemoPeople people={people} onDone={() => {}} />);
const text = markup.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

test("whoever comes to a demo reads that it is one, and whom they can come in as", () => {
  expect(text).toContain("This is a demo, with machines and commits of its own: come in as whoever you like.");
  expect(text).toMatch(/Come in as viewer .*abort .*Come in as operator .*steers .*Come in as admin .*settings/);
});

test("no password is on the page", () => {
  expect(markup).not.toContain("the password of");
});
