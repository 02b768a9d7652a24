import { expect, it } from 'vitest';
import { searchText } from '../search-params';
import { readForecastSearch } from './forecast-search';

it('takes the sample retailer where an address names no dataset', () => {
  expect(readForecastSearch({})).toEqual({ dataset: 'sample-retailer' });
  expect(readForecastSearch({ dataset: '', level: 'store' })).toEqual({ dataset: 'sample-retailer', level: 'store' });
  expect(readForecastSearch({ dataset: 'north', series: 'north:total:' })).toEqual({ dataset: 'north', series: 'north:total:' });
});

it('treats text that no database holds as not there, and takes the first of several', () => {
  expect(readForecastSearch({ level: 'banana', series: '\0' })).toEqual({ dataset: 'sample-retailer', level: 'banana' });
  expect(readForecastSearch({ dataset: 'a\0' })).toBeUndefined();
  expect(readForecastSearch({ dataset: ['north', 'south'] })).toEqual({ dataset: 'north' });
  expect(searchText('\ud800')).toBeUndefined();
});
