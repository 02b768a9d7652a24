import { openApi } from '@/lib/http/openapi';
import { version } from '@/package.json';

/** The OpenAPI document of this server. Its parts are imported when asked for: the list holds every route, also those that answer it. */
export async function apiDocument(): Promise<Record<string, unknown>> {
  const { components, endpoints } = await import('./endpoints');
  return openApi(endpoints, components, version);
}
