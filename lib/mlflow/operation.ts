import type { z } from 'zod';
import type { Principal } from '@/lib/http/authentication';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/** What a handler is given beside the message. */
export interface Context {
  request: Request;
  /** Who asks, for audit trails. */
  principal: Principal | undefined;
}

/** One operation of MLflow's REST API: its handler answers with the body of the response. */
export interface Operation {
  /** GET is also answered where clients of old send POST, and the other way round, as each lists. */
  methods: Method[];
  /** Below `/api/2.0/mlflow` and `/api/3.0/mlflow`: `/logged-models/{model_id}`. */
  path: string;
  input: z.ZodObject;
  handler(input: unknown, context: Context): Promise<object | WrittenJson>;
}

/** Declares one operation; its handler's input follows from the schema. */
export function operation<S extends z.ZodObject>(
  methods: Method | Method[],
  path: string,
  input: S,
  handler: (input: z.output<S>, context: Context) => Promise<object | WrittenJson>,
): Operation {
  return { methods: [methods].flat(), path, input, handler: handler as Operation['handler'] };
}

/** An answer that is JSON already. */
export class WrittenJson {
  constructor(readonly text: string) {}
}

/** The answer of operations that only do something. */
export const done = {};
