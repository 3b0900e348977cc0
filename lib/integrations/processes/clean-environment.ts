import { inheritEnvironment } from "@/lib/config/inherit-environment";

/** An environment that holds what is given, and of this process only where programs are found: none of its secrets. */
export function cleanEnvironment(own: Record<string, string>): Record<string, string> {
  const { PATH } = inheritEnvironment((name) => name !== "PATH");
  return { PATH: PATH ?? "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8", ...own };
}
