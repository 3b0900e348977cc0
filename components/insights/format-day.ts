const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "30 Nov" of a day written YYYY-MM-DD. */
export function formatDay(date: string): string {
  const [, month, day] = date.split("-").map(Number);
  return `${day} ${months[(month ?? 1) - 1]}`;
}
