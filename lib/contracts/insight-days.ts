/** So many days can be told of, as an address says it; the last one is today. */
export const insightDays = ["7", "30", "90"] as const;
