/** The page's views of one series, in their order; the first is the one of an address without `tab`. */
export const forecastTabs = {
  forecast: 'Forecast',
  drivers: 'Drivers',
  accuracy: 'Accuracy',
  hierarchy: 'Hierarchy',
  'what-if': 'What-if',
  overrides: 'Overrides',
} as const;
export type ForecastTab = keyof typeof forecastTabs;

export function isForecastTab(name: string | undefined): name is ForecastTab {
  return name !== undefined && Object.hasOwn(forecastTabs, name);
}
