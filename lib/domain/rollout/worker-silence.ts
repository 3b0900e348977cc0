/** A worker unheard of for so long counts as gone: seconds. Long enough for a busy machine to miss a beat or two. */
export const workerSilenceSeconds = 15;
