import { ChartSpline, type LucideIcon, Workflow } from 'lucide-react';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
}

/** Where one can go. A page enters here when it exists. */
export const destinations: Destination[] = [
  { href: '/forecasts', label: 'Forecasts', icon: ChartSpline },
  { href: '/pipelines', label: 'Pipelines', icon: Workflow },
];

/** Whether a destination holds the page that is shown. */
export function holds(destination: Destination, path: string): boolean {
  return destination.href === '/' ? path === '/' : path === destination.href || path.startsWith(`${destination.href}/`);
}
