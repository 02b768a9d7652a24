import type { InngestFunction } from 'inngest';
import { checkExpression, evaluate } from './expressions';

/** What the engine needs to know of a function, taken from the configuration that the SDK would register with Inngest. */
export interface Definition {
  id: string;
  events: { name: string; condition?: string }[];
  crons: string[];
  cancels: { name: string; condition?: string; timeout?: string }[];
  concurrency: { key?: string; limit: number; scope: string }[];
  maxAttempts: number;
  /** The function's `onFailure` handler, which is a function of its own. */
  failureId?: string;
}

interface Config {
  id: string;
  triggers: { event?: string; expression?: string; cron?: string }[];
  steps: { step: { retries?: { attempts: number } } };
  cancel?: { event: string; if?: string; timeout?: string }[];
  concurrency?: Concurrency | Concurrency[];
}
type Concurrency = number | { limit: number; key?: string; scope?: string };

/** Flow control that only Inngest does. Refused rather than ignored: a function that relies on it would misbehave. */
const unsupported = ['batchEvents', 'rateLimit', 'throttle', 'debounce', 'priority', 'timeouts', 'singleton', 'idempotency'] as const;

/**
 * Reads the functions' configurations.
 * @throws Error naming the function and the option that the embedded engine does not do.
 */
export function readDefinitions(functions: readonly InngestFunction.Any[], appId: string): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const declared of functions) {
    // The SDK keeps this for its serve handler; it is the same JSON that Inngest receives when the app registers.
    const { getConfig } = declared as unknown as { getConfig: (options: { baseUrl: URL; appPrefix: string }) => Config[] };
    const configs = getConfig.call(declared, { baseUrl: new URL('http://localhost/api/inngest'), appPrefix: appId });
    const [main, failure] = configs;
    if (!main) continue;
    for (const option of unsupported) {
      if (main[option as keyof Config] !== undefined) {
        throw new Error(
          `Function ${main.id} uses ${option}, which the embedded engine does not do; run it under Inngest (INNGEST_BASE_URL).`,
        );
      }
    }
    definitions.set(main.id, { ...toDefinition(main), ...(failure && { failureId: failure.id }) });
    if (failure) definitions.set(failure.id, toDefinition(failure));
  }
  return definitions;
}

function toDefinition(config: Config): Definition {
  const concurrency = [config.concurrency ?? []].flat().map((given) => {
    const { limit, key, scope = 'fn' } = typeof given === 'number' ? { limit: given } : given;
    return { limit, key, scope };
  });
  const definition: Definition = {
    id: config.id,
    events: config.triggers.flatMap(({ event, expression }) => (event ? [{ name: event, condition: expression }] : [])),
    crons: config.triggers.flatMap(({ cron }) => cron ?? []),
    cancels: (config.cancel ?? []).map(({ event, if: condition, timeout }) => ({ name: event, condition, timeout })),
    concurrency: concurrency.filter(({ limit }) => limit > 0),
    maxAttempts: (config.steps.step.retries?.attempts ?? 3) + 1,
  };
  for (const { condition } of [...definition.events, ...definition.cancels]) if (condition) checkExpression(condition);
  for (const { key } of definition.concurrency) if (key) checkExpression(key);
  return definition;
}

/**
 * The groups in which steps of a run started by this event count, with each group's bound. As with Inngest, a bound is on steps
 * that execute at the same time, not on runs.
 */
export function concurrencyGroups(definition: Definition, event: unknown): { keys: string[]; limits: number[] } {
  const keys = definition.concurrency.map(({ key, scope }, index) => {
    const value = key ? JSON.stringify(evaluate(key, { event }) ?? null) : '';
    return scope === 'fn' ? `${definition.id}#${index}:${value}` : `${scope}:${key ?? ''}:${value}`;
  });
  return { keys, limits: definition.concurrency.map(({ limit }) => limit) };
}
