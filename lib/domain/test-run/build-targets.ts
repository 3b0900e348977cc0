/**
 * Context of what build targets of Harbormaster tell. One that only asked is pending: it waits for the tests that Sauron
 * runs, until it is told of their end or reports an end of its own.
 */
export const buildTargetContext = "harbormaster";
