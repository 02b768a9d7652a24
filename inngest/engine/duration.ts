const milliseconds = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/**
 * When a wait written by the SDK ends: `1w2d3h4m5s` counted from now, or an ISO time.
 * @throws Error when the text is neither.
 */
export function endOfWait(text: string, now = new Date()): Date {
  if (text === '') return now;
  if (/^(\d+[wdhms])+$/.test(text)) {
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g))
      total += Number(count) * milliseconds[unit as keyof typeof milliseconds];
    return new Date(now.getTime() + total);
  }
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Error(`"${text}" is neither a duration such as 1h30m nor a time.`);
  return time;
}
