import type { TaskFailure } from '@/lib/pipeline/task-messages';
import type { PlannedParts } from '../forecaster/planned-parts';
import type { ForecastColumns, ForecastOrder, PublishedRef } from '../order';

/** What the predictor is asked. */
export type Question =
  | { kind: 'forecast'; order: ForecastOrder }
  /** Make a forecast's files ready before anybody asks. */
  | { kind: 'load'; ref: PublishedRef }
  /** What is planned of one series, as the forecast took it. */
  | { kind: 'planned'; ref: PublishedRef; series: string; level: string };

/** A question with a number of its own, which its answer carries. */
export type PredictorQuestion = Question & { id: number };

/** What it holds, told with every answer. */
export interface PredictorStatus {
  forecasters: number;
  /** Bytes of panels and what is kept beside them. */
  cachedBytes: number;
  residentBytes: number;
}

/** What there is to ask a published forecast about. */
export interface LoadedFacts {
  /** Covariates known ahead. */
  known: string[];
  levels: string[];
}

/** What answers a question: forecasts, what was loaded, or what is planned. */
export type Answer = ForecastColumns | LoadedFacts | PlannedParts;

export type PredictorMessage =
  | { type: 'ready' }
  | { type: 'answer'; id: number; answer: Answer; status: PredictorStatus }
  | { type: 'failure'; id: number; error: TaskFailure; status: PredictorStatus };
