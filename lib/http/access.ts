import { env } from '@/lib/env';

/** Who may come in, as the environment says. */
export interface Access {
  /** Key that every client must show; undefined where none is set. */
  apiKey: string | undefined;
  /** Address that the server listens on. */
  host: string;
}

export function access(): Access {
  return { apiKey: env().ALMANAC_API_KEY, host: env().HOST };
}

/** The name in a Host header, without its port; undefined where it is none. */
export function hostname(authority: string): string | undefined {
  try {
    return new URL(`http://${authority}`).hostname;
  } catch {
    // `URL` says by throwing that this is no authority.
    return undefined;
  }
}

/** Whether a name can only mean this very machine. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
