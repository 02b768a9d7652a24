import { Predictor } from './predictor';

export type { AskOptions, PredictorFigures, PredictorState } from './predictor';

// Next may hold several copies of this module in one process; the predictor must be one.
const holder = globalThis as typeof globalThis & { almanacPredictor?: Predictor };

/** This process's one predictor. Asking it starts it. */
export function predictor(): Predictor {
  holder.almanacPredictor ??= new Predictor();
  return holder.almanacPredictor;
}
