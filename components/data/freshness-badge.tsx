import type { Freshness } from '@/lib/datasets/freshness';
import { count } from '../format';
import { Badge } from '../ui/badge';

/** How old the newest data are, in words; late ones stand out. */
export function FreshnessBadge({ freshness }: { freshness: Freshness }) {
  const { days, state } = freshness;
  const words = days < 0 ? `${count(-days, 'day')} ahead` : days === 0 ? 'up to today' : `${age(days)} old`;
  return <Badge tone={state === 'late' ? 'warning' : 'success'}>{words}</Badge>;
}

function age(days: number): string {
  if (days < 90) return count(days, 'day');
  return days < 730 ? count(Math.round(days / 30.4), 'month') : count(Math.floor(days / 365.25), 'year');
}
