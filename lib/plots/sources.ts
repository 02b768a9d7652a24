import { z } from 'zod';

/** Files of a run that were not made for charts, as far as charts read them. A figure that does not exist is null. */
const figure = z.number().nullable();
const errors = z.record(z.string(), figure);

/** `evaluation.json` of a pipeline's run. */
export const comparisonFile = z.object({
  best: z.string(),
  metrics: z.record(z.string(), z.object({ backtest: errors, test: errors })),
});

/** `judgement.json` of a pipeline's run. */
export const judgementFile = z.object({
  segments: z.array(z.object({ model: z.string(), level: z.string(), by: z.string(), segment: z.string(), metrics: errors })),
});
export type JudgementFile = z.infer<typeof judgementFile>;

/** `features.json` of a booster's run. Runs of before drivers were logged have none. */
export const importanceFile = z.array(z.object({ feature: z.string(), driver: z.string().default('other'), gain: figure, split: figure }));
