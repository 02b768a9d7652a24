import { openApi } from '@/lib/http/openapi';
import { version } from '@/package.json';

let made: Promise<Record<string, unknown>> | undefined;

/**
 * The OpenAPI document of this server, made once: turning every schema into JSON takes longer than a page may.
 * Its parts are imported when asked for: the list holds every route, also those that answer it.
 */
export function apiDocument(): Promise<Record<string, unknown>> {
  made ??= import('./endpoints').then(({ components, endpoints }) => openApi(endpoints, components, version));
  return made;
}
