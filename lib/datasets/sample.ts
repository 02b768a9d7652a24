import { sampleDataset } from '@/lib/pipeline/parameters';

/** What the sample retailer is, before and after it is made. */
export const sampleDescription = {
  name: sampleDataset,
  kind: 'synthetic',
  description: 'A made-up retailer: 20 products in 4 categories at 10 stores, with seasons, weather, holidays, promotions and closures.',
  currency: 'USD',
  timeZone: 'UTC',
} as const;
