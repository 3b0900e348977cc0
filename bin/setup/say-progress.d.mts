export function sayProgress<T>(what: string, usualSeconds: number, work: () => Promise<T>): Promise<T>;
export function drawProgress(seconds: number, usualSeconds: number): string;
