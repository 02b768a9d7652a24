import pg from 'pg';
import { env } from './env';
import { logger } from './logger';

type Listener = (payload: string) => void;

const retryMilliseconds = 1000;

/**
 * PostgreSQL notifications over one connection per process, whatever the number of channels and listeners. It reconnects by
 * itself; notifications sent meanwhile are lost, so every listener also looks for itself now and then.
 */
class Notifications {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly connectionString: string) {}

  /** Calls back with each payload until the returned function is called. */
  async listen(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const known = this.listeners.get(channel);
    if (known) known.add(listener);
    else this.listeners.set(channel, new Set([listener]));
    if (!this.client) await this.connect();
    else if (!known) await command(this.client, `LISTEN ${pg.escapeIdentifier(channel)}`).catch((error: unknown) => this.lost(error));
    return () => this.unlisten(channel, listener);
  }

  private async unlisten(channel: string, listener: Listener): Promise<void> {
    const set = this.listeners.get(channel);
    if (!set?.delete(listener) || set.size > 0) return;
    this.listeners.delete(channel);
    if (this.client) await command(this.client, `UNLISTEN ${pg.escapeIdentifier(channel)}`).catch((error: unknown) => this.lost(error));
  }

  async close(): Promise<void> {
    clearTimeout(this.retry);
    this.listeners.clear();
    await this.connecting;
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private connect(): Promise<void> {
    this.connecting ??= this.open()
      .catch((error: unknown) => this.lost(error))
      .finally(() => {
        this.connecting = undefined;
      });
    return this.connecting;
  }

  private async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.connectionString, keepAlive: true });
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(payload ?? '');
    });
    client.on('error', (error) => this.lost(error));
    client.on('end', () => {
      if (this.client === client) this.lost(new Error('the connection ended'));
    });
    await client.connect();
    this.client = client;
    // Channels added while this runs are seen by the loop too, or by whoever adds them.
    for (const channel of this.listeners.keys()) await command(client, `LISTEN ${pg.escapeIdentifier(channel)}`);
    if (this.listeners.size === 0) socketOf(client).unref();
  }

  private lost(error: unknown): void {
    if (this.client) {
      this.client.removeAllListeners('end');
      void this.client.end().catch(() => undefined);
      this.client = undefined;
    }
    if (this.listeners.size === 0) return;
    logger.warn({ err: error }, 'the notification connection was lost; trying again');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      // Whatever was missed meanwhile: every listener looks for itself once.
      void this.connect().then(() => {
        for (const set of this.listeners.values()) for (const listener of set) listener('');
      });
    }, retryMilliseconds);
    this.retry.unref();
  }
}

/** pg has these, its types do not. */
const socketOf = (client: pg.Client) => client as pg.Client & { ref(): void; unref(): void };

/** Sends a statement. Listening alone keeps no process alive, but waiting for an answer does. */
async function command(client: pg.Client, statement: string): Promise<void> {
  socketOf(client).ref();
  await client.query(statement).finally(() => socketOf(client).unref());
}

const holder = globalThis as typeof globalThis & { almanacNotifications?: Map<string, Notifications> };

/**
 * Listens to a channel of the application's database (or of the one given). An empty payload means "look for yourself":
 * the connection was lost and is back.
 */
export async function listen(channel: string, listener: Listener, connectionString = env().DATABASE_URL): Promise<() => Promise<void>> {
  if (!connectionString) throw new Error('DATABASE_URL is not set.');
  holder.almanacNotifications ??= new Map();
  const known = holder.almanacNotifications.get(connectionString) ?? new Notifications(connectionString);
  holder.almanacNotifications.set(connectionString, known);
  return known.listen(channel, listener);
}

/** Closes the notification connections of this process, or the one to the database given. For tests and for ending in good order. */
export async function closeNotifications(connectionString?: string): Promise<void> {
  const all = holder.almanacNotifications;
  for (const [key, notifications] of all ?? []) {
    if (connectionString !== undefined && key !== connectionString) continue;
    all?.delete(key);
    await notifications.close();
  }
}
