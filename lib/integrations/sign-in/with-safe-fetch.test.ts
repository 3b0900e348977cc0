import { expect, test } from "vitest";
import { RefusedHostError } from "@/lib/integrations/network/send-safely";
import { withSafeFetch } from "./with-safe-fetch";

const metadata = "http://169.254.169.254/latest/meta-data/";

test("what the work fetches, at once or later, goes to no address of secrets", async () => {
  await expect(withSafeFetch(() => fetch(metadata))).rejects.toThrow(RefusedHostError);
  const later = () => new Promise((resolve) => setImmediate(resolve)).then(() => fetch(metadata));
  await expect(withSafeFetch(later)).rejects.toThrow(RefusedHostError);
});

test("what others fetch is left to the platform", async () => {
  await withSafeFetch(async () => null);
  expect(await (await fetch("data:text/plain,hello")).text()).toBe("hello");
});
