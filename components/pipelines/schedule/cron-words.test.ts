import { expect, it } from 'vitest';
import { choiceOf, cronInWords, cronOf } from './cron-words';

it.each([
  ['0 6 * * 1', 'weekly', 'Every Monday at 6:00 AM'],
  ['30 17 * * 7', 'weekly', 'Every Sunday at 5:30 PM'],
  ['0 0 * * *', 'daily', 'Every day at 12:00 AM'],
  ['15 4 * * 1-5', 'weekdays', 'Monday to Friday at 4:15 AM'],
  ['5 * * * *', 'hourly', 'Every hour at 5 minutes past'],
  ['0 6 3 * *', 'monthly', 'On day 3 of every month at 6:00 AM'],
  ['0 6 31 * *', 'custom', 'By the cron 0 6 31 * *'],
  ['0 6,18 * * *', 'custom', 'By the cron 0 6,18 * * *'],
  ['0 6 * 1 1', 'custom', 'By the cron 0 6 * 1 1'],
  ['nonsense', 'custom', 'By the cron nonsense'],
])('%s is %s: %s', (cron, rhythm, words) => {
  expect(choiceOf(cron).rhythm).toBe(rhythm);
  expect(cronInWords(cron)).toBe(words);
  expect(cronOf(choiceOf(cron))).toBe(cron.replace(' 7', ' 0'));
});
