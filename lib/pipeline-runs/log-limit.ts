/** Lines of log that are kept of a run, the latest ones. */
export const mostLogLines = 20_000;
