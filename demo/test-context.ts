/** Name under which the demo's build server reports. */
export const testContext = "unit";
