import { Activity, Boxes, ChartSpline, Database, FlaskConical, LayoutDashboard, type LucideIcon, Settings, Workflow } from 'lucide-react';

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Pressed after `g`, it leads there. Reserved: o overview, f forecasts, p pipelines, e experiments, m models, d data, n monitoring, s settings. */
  key: string;
}

/** Where one can go. A page enters here when it exists. */
export const destinations: Destination[] = [
  { href: '/', label: 'Overview', icon: LayoutDashboard, key: 'o' },
  { href: '/forecasts', label: 'Forecasts', icon: ChartSpline, key: 'f' },
  { href: '/pipelines', label: 'Pipelines', icon: Workflow, key: 'p' },
  { href: '/experiments', label: 'Experiments', icon: FlaskConical, key: 'e' },
  { href: '/models', label: 'Models', icon: Boxes, key: 'm' },
  { href: '/data', label: 'Data', icon: Database, key: 'd' },
  { href: '/monitoring', label: 'Monitoring', icon: Activity, key: 'n' },
  { href: '/settings', label: 'Settings', icon: Settings, key: 's' },
];

/** Whether a destination holds the page that is shown. */
export function holds(destination: Destination, path: string): boolean {
  return destination.href === '/' ? path === '/' : path === destination.href || path.startsWith(`${destination.href}/`);
}
