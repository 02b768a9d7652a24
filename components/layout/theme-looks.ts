import { Monitor, Moon, Sun } from 'lucide-react';

/** How each theme is called and drawn. */
export const themeLooks = {
  system: { label: 'System', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
} as const;
