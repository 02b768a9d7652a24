import { setTimeout as sleep } from 'node:timers/promises';
import { forecastChannel } from '@/lib/forecasts/publish';
import { listen } from '@/lib/listen';
import { logger } from '@/lib/logger';
import { predictor } from './process';
import { latestPublished } from './published';

/** Forecasts that are loaded before anybody asks: the newest ones. */
const mostReady = 3;
/** A site that has just started has better things to do first. */
const startMs = 1000;

/**
 * Starts the predictor and loads the newest published forecasts, now and whenever one is published, so that those who ask do not
 * wait for files. @returns what ends it, and the predictor with it
 */
export async function keepPredictorReady(): Promise<() => Promise<void>> {
  const own = predictor();
  const unlisten = await listen(forecastChannel, (dataset) => void load(dataset || undefined));
  await sleep(startMs, undefined, { ref: false });
  void load();
  return async () => {
    await unlisten();
    await own.stop();
  };
}

/** Failing here is no harm: whoever asks is told what is wrong. */
async function load(dataset?: string): Promise<void> {
  try {
    predictor().start();
    for (const ref of (await latestPublished(mostReady, dataset)).reverse()) await predictor().prepare(ref);
  } catch (error) {
    logger.warn({ err: error }, 'forecasts could not be loaded ahead');
  }
}
