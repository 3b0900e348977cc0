import { spawn } from "node:child_process";

/** Shows `url` in the user's browser, if there is a desktop to show it on. Never fails: the URL is printed as well. */
export function openBrowser(url: string, environment: Record<string, string | undefined>): void {
  const isMac = process.platform === "darwin";
  const hasDesktop = isMac || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  if (!hasDesktop || environment.CI || environment.SSH_CONNECTION) return;
  const opener = spawn(isMac ? "open" : "xdg-open", [url], { detached: true, stdio: "ignore" });
  opener.on("error", () => {});
  opener.unref();
}
