import { expect, it } from 'vitest';
import { searchText } from '../search-params';
import { readForecastSearch } from './forecast-search';

it('takes the sample retailer where an address names no dataset', () => {
  expect(readForecastSearch({})).toEqual({ dataset: 'sample-retailer', tab: 'forecast' });
  expect(readForecastSearch({ dataset: '', level: 'store' })).toEqual({ dataset: 'sample-retailer', level: 'store', tab: 'forecast' });
  expect(readForecastSearch({ dataset: 'north', series: 'north:total:' })).toEqual({
    dataset: 'north',
    series: 'north:total:',
    tab: 'forecast',
  });
});

it('treats text that no database holds as not there, and takes the first of several', () => {
  expect(readForecastSearch({ level: 'banana', series: '\0' })).toEqual({ dataset: 'sample-retailer', level: 'banana', tab: 'forecast' });
  expect(readForecastSearch({ dataset: 'a\0' })).toBeUndefined();
  expect(readForecastSearch({ dataset: ['north', 'south'] })).toEqual({ dataset: 'north', tab: 'forecast' });
  expect(searchText('\ud800')).toBeUndefined();
});

it('opens the tab that an address names, and the forecast where it names none', () => {
  expect(readForecastSearch({ tab: 'drivers' })?.tab).toBe('drivers');
  expect(readForecastSearch({ tab: 'toString' })?.tab).toBe('forecast');
});
