import type { AlertKind } from './alerts';

/** What to do about each kind of alert, in a sentence or two. */
export const advice: Record<AlertKind, string> = {
  'run-failed':
    'Read on its page what failed, mend that, then retry it from the failed step. What is published stays until a run succeeds.',
  'run-waiting': 'Check that a worker is running and sees this database; it takes the run up by itself.',
  'stale-data':
    'Import newer sales, or check why they do not arrive any more. Until then each forecast step reaches further ahead than it says.',
  'unused-data': 'Start a run, or wait for the schedule: it learns from them and publishes a newer forecast.',
  'forecast-expired': 'Start a run on newer data. If the data end before the forecast does, bring newer sales first.',
  'stale-model': 'Start a run: its challenger learns from the newer sales and takes the place if it is better.',
  'loses-to-naive':
    'Look at where it is off (by level, by series) and at drift; roll back to an earlier champion, or train with other members or more history.',
  'coverage-off': 'Start a run with newer calibration data, or try another interval method; plan with wider margins until then.',
  drift:
    'Ask whether something real has changed: prices, assortment, openings, recording. If it stays, train on more recent data; if it is an error, correct the data and import anew.',
  restated:
    'Check with those who deliver the data that the corrections are meant. Accuracy of past forecasts is scored against the newest values.',
};
