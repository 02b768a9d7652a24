import { z } from 'zod';

const date = z.iso.date('must be a date such as 2026-01-31');
const name = z.string().trim().min(1).max(200);
const span = { from: date.describe('First day'), to: date.describe('Last day, included') };
const goods = {
  category: name.optional().describe('One category; left out: all that is sold'),
  product: name.optional().describe('One product, by its id'),
};
const place = {
  store: name.optional().describe('One store, by its id; left out: all stores'),
  region: name.optional().describe('The stores of one region'),
};

export const promotionKinds = ['circular', 'flash', 'holiday'] as const;
export type PromotionKind = (typeof promotionKinds)[number];

/** What a planner would have otherwise than planned, in a planner's words. Both days of a span are included. */
export const planEdit = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('promotion'),
        ...span,
        ...goods,
        ...place,
        discount: z
          .number()
          .gt(0, 'must be above 0')
          .lt(1, 'must be below 1, which is 100 %')
          .describe('Share off the list price: 0.2 is 20 %'),
        promotion: z.enum(promotionKinds).default('circular').describe('Ordinary (circular), flash sale or holiday sale'),
      })
      .describe('A promotion more. Where several run, the best cut holds'),
    z
      .strictObject({ kind: z.literal('no-promotion'), ...span, ...goods, ...place })
      .describe('No promotion of these goods, whatever was planned or told before'),
    z
      .strictObject({
        kind: z.literal('price'),
        ...span,
        ...goods,
        change: z
          .number()
          .gt(-1, 'must be above -1, which is free of charge')
          .max(9, 'must be at most 9')
          .describe('Change of the list price: 0.05 is 5 % dearer'),
      })
      .describe('A change of list prices, before discounts, in all stores'),
    z
      .strictObject({
        kind: z.literal('closure'),
        ...span,
        ...place,
        share: z.number().gt(0, 'must be above 0').max(1, 'must be at most 1').default(1).describe('Share of the store that is closed'),
        renovation: z.boolean().default(false).describe('Closed for renovation, as often only in part'),
      })
      .describe('Stores that are closed'),
    z.strictObject({ kind: z.literal('open'), ...span, ...place }).describe('Stores that are open, whatever closure was planned'),
    z
      .strictObject({
        kind: z.literal('covariate'),
        ...span,
        where: z.record(z.string().max(100), z.string().max(200)).default({}).describe('Keys of the series it holds for; none: all'),
        name,
        value: z.number().optional(),
        change: z
          .number()
          .gt(-1, 'must be above -1')
          .max(99, 'must be at most 99')
          .optional()
          .describe('In place of a value: 0.05 is 5 % more than planned'),
      })
      .refine(({ value, change }) => (value === undefined) !== (change === undefined), {
        path: ['value'],
        message: 'give either value or change',
      })
      .describe('Any covariate that is known ahead, by its name'),
  ])
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' })
  .describe('What is to be otherwise than planned, in a planner’s words');
export type PlanEdit = z.infer<typeof planEdit>;

/** An edit of the sample retailer's tables of plans, of which its covariates are made. */
export type TableEdit = Exclude<PlanEdit, { kind: 'covariate' }>;
export type CovariateEdit = Extract<PlanEdit, { kind: 'covariate' }>;
