export function findBrowser(): string | null;
export function provideSystemNeeds(): Promise<void>;

export function findTestProgram(name: "browser" | "sshd" | "redis" | "caddy" | "nginx" | "openssl"): string;
