import { Crown, Tag } from 'lucide-react';
import { Badge } from '../ui/badge';

/** The aliases that point to a version; the champion stands out. */
export function AliasBadges({ aliases }: { aliases: string[] }) {
  return aliases.map((alias) => (
    <Badge key={alias} tone={alias === 'champion' ? 'accent' : 'neutral'}>
      {alias === 'champion' ? <Crown aria-hidden /> : <Tag aria-hidden />}
      {alias}
    </Badge>
  ));
}
