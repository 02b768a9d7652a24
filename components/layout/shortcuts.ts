import { destinations } from './navigation';

/** What a key, or two in turn, does. */
export type Command = 'palette' | 'shortcuts' | { go: string };

const settingKey = 'almanac.single-keys';

/** Whether keys without Ctrl or Cmd are shortcuts; people who speak to their computer may not want that (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(settingKey) !== 'off';
  } catch {
    // A browser that keeps nothing for us has the default.
    return true;
  }
}

export function setSingleKeys(on: boolean) {
  try {
    localStorage.setItem(settingKey, on ? 'on' : 'off');
  } catch {
    // It then holds until the page is left, as everything in such a browser.
  }
}

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/**
 * What a key press means.
 * @param typing whether it goes into a field
 * @param leading whether `g` was pressed just before
 */
export function commandOf(
  press: Press,
  { typing, leading, singleKeys }: { typing: boolean; leading: boolean; singleKeys: boolean },
): Command | 'lead' | undefined {
  const { key, ctrlKey, metaKey, altKey } = press;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return 'palette';
  if (ctrlKey || metaKey || altKey || typing || !singleKeys) return undefined;
  if (leading) {
    const destination = destinations.find((one) => one.key === key);
    if (destination) return { go: destination.href };
  }
  if (key === '?') return 'shortcuts';
  if (key === '/') return 'palette';
  return key === 'g' ? 'lead' : undefined;
}
