import { createHash } from "node:crypto";
import { settings } from "./settings.mjs";

export function logIn(form) {
  const name = (form.get("name") ?? "").trim().toLowerCase();
  const password = form.get("password") ?? "";
  if (name === "") return { status: 400, json: { error: "Give a name." } };
  if (password.length < settings.minimumPasswordLength) return { status: 401, json: { error: "Wrong password." } };
  const session = createHash("sha256").update(`${name}:${password}`).digest("hex").slice(0, 24);
  return { status: 200, json: { session, expiresInSeconds: settings.sessionHours * 3600 } };
}
