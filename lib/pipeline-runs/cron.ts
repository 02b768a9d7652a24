import { Cron } from 'croner';

/** Runs closer together than this would only queue up behind each other. */
const leastMinutes = 10;

function parsed(cron: string, timeZone: string): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part' });
}

/** Why a text is no cron that the pipeline can run by; undefined where it is one. */
export function cronProblem(text: string): string | undefined {
  let runs: Date[];
  try {
    runs = parsed(text, 'UTC').nextRuns(12);
  } catch {
    return 'must be five fields (minute, hour, day of month, month, weekday), such as 0 6 * * 1';
  }
  if (runs.length === 0) return 'must fire at some time; these fields never meet';
  const gaps = runs.slice(1).map((run, k) => run.getTime() - (runs[k] as Date).getTime());
  return gaps.some((gap) => gap < leastMinutes * 60_000) ? `must leave at least ${leastMinutes} minutes between runs` : undefined;
}

/** Why a text is no time zone; undefined where it is one. */
export function timeZoneProblem(text: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return undefined;
  } catch {
    return 'must be the name of a time zone, such as UTC or Europe/Paris';
  }
}

/** The next times that a cron fires after a moment. Both must be without problem. */
export function nextRuns(cron: string, timeZone: string, count: number, after?: Date): Date[] {
  return parsed(cron, timeZone).nextRuns(count, after);
}

/** The newest time in (after, until] at which a cron fired; undefined where there is none. */
export function newestTick(cron: string, timeZone: string, after: Date, until: Date): Date | undefined {
  const [newest] = parsed(cron, timeZone).previousRuns(1, new Date(until.getTime() + 1));
  return newest && newest > after ? newest : undefined;
}
