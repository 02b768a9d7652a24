export const rhythms = ['hourly', 'daily', 'weekdays', 'weekly', 'monthly', 'custom'] as const;
export type Rhythm = (typeof rhythms)[number];

export const rhythmTitles: Record<Rhythm, string> = {
  hourly: 'Every hour',
  daily: 'Every day',
  weekdays: 'Monday to Friday',
  weekly: 'Every week',
  monthly: 'Every month',
  custom: 'Custom (cron)',
};

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A cron as people choose it. `time` is `HH:MM`; of an hourly one only the minutes count. */
export interface CronChoice {
  rhythm: Rhythm;
  time: string;
  /** 0 is Sunday. */
  weekday: number;
  /** 1 to 28, which every month has. */
  day: number;
  custom: string;
}

const lastDay = 28;
const number = (text: string | undefined, most: number) => (text && /^\d+$/.test(text) && Number(text) <= most ? Number(text) : undefined);
const padded = (value: number) => String(value).padStart(2, '0');

/** What a cron is as a choice; `custom` where it is none of the others. */
export function choiceOf(cron: string): CronChoice {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  const [m, h, d, w] = [number(minute, 59), number(hour, 23), number(day, lastDay), number(weekday, 7)];
  const choice: CronChoice = {
    rhythm: 'custom',
    time: `${padded(h ?? 6)}:${padded(m ?? 0)}`,
    weekday: (w ?? 1) % 7,
    day: d || 1,
    custom: cron.trim(),
  };
  if (m === undefined || month !== '*') return choice;
  if (hour === '*' && day === '*' && weekday === '*') return { ...choice, rhythm: 'hourly' };
  if (h === undefined) return choice;
  if (day === '*' && weekday === '*') return { ...choice, rhythm: 'daily' };
  if (day === '*' && weekday === '1-5') return { ...choice, rhythm: 'weekdays' };
  if (day === '*' && w !== undefined) return { ...choice, rhythm: 'weekly' };
  if (d && weekday === '*') return { ...choice, rhythm: 'monthly' };
  return choice;
}

/** The cron that a choice means. */
export function cronOf({ rhythm, time, weekday, day, custom }: CronChoice): string {
  const [hour, minute] = time.split(':').map(Number);
  const at = `${minute || 0} ${hour || 0}`;
  switch (rhythm) {
    case 'hourly':
      return `${minute || 0} * * * *`;
    case 'daily':
      return `${at} * * *`;
    case 'weekdays':
      return `${at} * * 1-5`;
    case 'weekly':
      return `${at} * * ${weekday}`;
    case 'monthly':
      return `${at} ${day} * *`;
    default:
      return custom.trim();
  }
}

function clockTime(time: string): string {
  return new Date(`2026-01-01T${time}:00Z`).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
}

/** A cron in words: `Every Monday at 6:00 AM`. */
export function cronInWords(cron: string): string {
  const { rhythm, time, weekday, day, custom } = choiceOf(cron);
  switch (rhythm) {
    case 'hourly':
      return `Every hour at ${Number(time.slice(3))} minutes past`;
    case 'daily':
      return `Every day at ${clockTime(time)}`;
    case 'weekdays':
      return `Monday to Friday at ${clockTime(time)}`;
    case 'weekly':
      return `Every ${weekdays[weekday]} at ${clockTime(time)}`;
    case 'monthly':
      return `On day ${day} of every month at ${clockTime(time)}`;
    default:
      return `By the cron ${custom}`;
  }
}
