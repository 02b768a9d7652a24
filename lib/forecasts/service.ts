export { publishedLevels } from './levels';
export { type ForecastColumns, type ForecastToPublish, publishForecast } from './publish';
export { getForecasts, latestForecast, toSummary, whyNone } from './queries';
