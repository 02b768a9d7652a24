import { toTaskFailure } from '@/lib/pipeline/task-messages';
import { watchParent } from '@/lib/process/watch-parent';
import { answer } from '../forecaster/answer';
import { ForecasterCache } from '../forecaster/forecaster-cache';
import { plannedParts } from '../forecaster/planned-parts';
import type { Answer, PredictorMessage, PredictorQuestion } from './messages';

/**
 * The predictor's process: answers its parent's questions, several at a time by turns, until the parent goes. Like a task's, it
 * never outlives its parent, be it inside a native call, and leaves Ctrl-C to it.
 */
export function servePredictor(): void {
  const cache = ForecasterCache.ofForecasters();
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(0));
  watchParent();
  const say = (message: PredictorMessage) => process.send?.(message);
  const status = () => {
    const { forecasters, bytes } = cache.status;
    return { forecasters, cachedBytes: bytes, residentBytes: process.memoryUsage.rss() };
  };
  process.on('message', (message) => {
    const question = message as PredictorQuestion;
    const { id } = question;
    carryOut(question, cache).then(
      (answer) => say({ type: 'answer', id, answer, status: status() }),
      (error: unknown) => say({ type: 'failure', id, error: toTaskFailure(error), status: status() }),
    );
  });
  say({ type: 'ready' });
}

async function carryOut(question: PredictorQuestion, cache: ForecasterCache): Promise<Answer> {
  if (question.kind === 'load') return cache.use(question.ref, ({ meta, levels }) => ({ known: meta.known, levels: levels.names }));
  if (question.kind === 'planned') return cache.use(question.ref, (loaded) => plannedParts(loaded, question.series, question.level));
  return cache.use(question.order.forecast, (loaded) => answer(loaded, question.order));
}
