import { purge } from './functions/purge-deleted';
import { trainSalesForecast } from './functions/train-sales-forecast';

export { inngest } from './client';

/** Every durable function, as both hosts serve them. */
export const functions = [trainSalesForecast, purge];
