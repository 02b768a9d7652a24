import type { Principal } from './authentication';

/** How a client without a name of its own is called where somebody must have done it. */
export function clientName(principal: Principal | undefined): string {
  return principal === undefined ? 'api' : `api (${principal})`;
}
