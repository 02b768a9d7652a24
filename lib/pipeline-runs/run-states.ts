/** By themselves, so that a browser need not load the schemas that are made of them. */
export const runStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const runTriggers = ['api', 'cli', 'cron', 'dashboard', 'setup'] as const;
