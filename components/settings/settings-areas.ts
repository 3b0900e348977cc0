/** Parts of the settings of a project, as their addresses end and as they are called. */
export const settingsAreas = [
  { area: "sources", word: "Sources" },
  { area: "deliveries", word: "Deliveries" },
  { area: "tokens", word: "Tokens" },
  { area: "project", word: "Project" },
  { area: "hosts", word: "Hosts" },
  { area: "thresholds", word: "Thresholds" },
  { area: "people", word: "People" },
  { area: "audit", word: "Audit" },
] as const;

export type SettingsArea = (typeof settingsAreas)[number]["area"];
