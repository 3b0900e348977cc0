import { checkNode, generateClient, installPackages } from "../bin/setup/prepare.mjs";
import { provideSystemNeeds } from "./system-needs.mjs";

try {
  checkNode();
  await installPackages();
  await generateClient();
  await provideSystemNeeds();
  process.stdout.write("Ready: npm run demo, npm test, npm run verify.\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
