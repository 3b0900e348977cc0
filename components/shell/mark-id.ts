/** By this name every page finds the mark of the console, which comes with its frame. */
export const markId = "mark";
