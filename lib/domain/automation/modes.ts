/** Steps of the trust ladder, from the least trust to the most. */
export const automationModes = ["suggest", "confirm", "supervised", "unattended"] as const;

export type AutomationMode = (typeof automationModes)[number];

/** Somebody has to have the project's page open this recently for the mode "supervised" to go on; seconds. */
export const watchSeconds = 120;
