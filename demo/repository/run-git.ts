import { execFile } from "node:child_process";

export type GitCall = {
  cwd: string;
  /** Added to the environment, e.g. author and date. */
  env?: Record<string, string>;
};

/** Runs git without any configuration of the user or the system; returns its output, rejects with what it complained of. */
export function runGit(args: string[], { cwd, env }: GitCall): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      args,
      { cwd, env: { ...gitEnvironment(), ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        if (error) reject(new Error(`git ${args[0]} failed: ${err.trim() || error.message}`));
        else resolve(out.trim());
      },
    );
  });
}

function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}
