export function findBrowser(): string | null;
export function provideSystemNeeds(): Promise<void>;
