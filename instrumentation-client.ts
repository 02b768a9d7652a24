import { navigationStarted } from './components/layout/navigation-events';

/** Next calls this at each start of a navigation inside the site. */
export function onRouterTransitionStart(url: string) {
  navigationStarted(url);
}
