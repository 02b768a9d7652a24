import { EvaluationError, parse } from '@marcbachmann/cel-js';

/** The variables of Inngest's expressions: `event` started the run, `async` has just arrived. */
export interface ExpressionScope {
  event: unknown;
  async?: unknown;
}

type Expression = (scope: ExpressionScope) => unknown;
const parsed = new Map<string, Expression>();

/** @throws ParseError when the text is no expression of the Common Expression Language. */
function compile(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  const compiled = parse(text) as unknown as Expression;
  parsed.set(text, compiled);
  return compiled;
}

/** @throws Error naming the expression that cannot be parsed. */
export function checkExpression(text: string): void {
  try {
    compile(text);
  } catch (error) {
    throw new Error(`The expression "${text}" cannot be parsed: ${(error as Error).message}`, { cause: error });
  }
}

/** The expression's value; undefined where it names a field that is not there. */
export function evaluate(text: string, scope: ExpressionScope): unknown {
  try {
    return compile(text)(scope);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** Whether the condition holds; no condition always does. */
export function holds(text: string | undefined | null, scope: ExpressionScope): boolean {
  return !text || evaluate(text, scope) === true;
}
