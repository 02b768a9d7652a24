/** What columns are called in retail data, as normalised names; the first of a list is the likeliest. */
const targets = [
  ...[
    'y',
    'target',
    'sales',
    'weekly_sales',
    'daily_sales',
    'monthly_sales',
    'unit_sales',
    'units_sold',
    'sales_units',
    'units',
    'quantity_sold',
  ],
  ...[
    'sales_quantity',
    'quantity',
    'qty',
    'demand',
    'sold',
    'sales_amount',
    'net_sales',
    'gross_sales',
    'revenue',
    'turnover',
    'umsatz',
    'ventas',
  ],
  ...['ventes', 'menge', 'volume', 'amount', 'num_sold', 'value'],
];
const dates = [
  ...[
    'date',
    'ds',
    'day',
    'sales_date',
    'order_date',
    'transaction_date',
    'week',
    'week_ending',
    'week_end',
    'week_start',
    'month',
    'period',
  ],
  ...['timestamp', 'datetime', 'time', 'datum', 'fecha', 'data', 'jour'],
];
/** Things that sell or are sold: they identify a series. */
const entities = [
  ...[
    'unique_id',
    'series',
    'series_id',
    'store',
    'shop',
    'outlet',
    'branch',
    'location',
    'site',
    'warehouse',
    'dc',
    'filiale',
    'tienda',
    'magasin',
  ],
  ...['product', 'item', 'sku', 'article', 'artikel', 'upc', 'ean', 'gtin', 'asin', 'dept', 'department', 'family', 'channel', 'customer'],
];
/** Groups of those: they follow from a key, or are one. */
const groups = [
  ...[
    'category',
    'subcategory',
    'class',
    'subclass',
    'brand',
    'segment',
    'cluster',
    'type',
    'format',
    'region',
    'state',
    'province',
    'city',
    'country',
  ],
  ...['district', 'zone', 'area', 'market', 'division', 'group', 'line', 'assortment'],
];
const idSuffix = /_(id|ids|nbr|no|nr|num|number|code|key|name)$/;
const calendar =
  /^(day_of_week|dayofweek|weekday|dow|wday|day_of_month|day_of_year|week_of_year|weekofyear|week_number|weeknum|wm_yr_wk|month_of_year|month_number|quarter|year|yr|is_weekend|weekend)$/;
const rowNumbers = /^(id|row_id|row|rowid|row_number|index|idx|unnamed_0|record_id|line|no)$/;
const prices =
  /^((sell|selling|unit|base|avg|average|list|retail|regular|item|product|net|gross|sales?|shelf)_)?prices?$|^preis$|^prix$|^precio$/;
const promotions = /^(is_|on_|has_)?(promos?|promotions?|onpromotion|on_sale|deal)(_flag|_active)?$/;
const knownAhead =
  /(^|_)(promo|promos|promotion|promotions|onpromotion|holidays?|feiertag|events?|discount|discounts|open|is_open|closed|planned|snap|school|campaign|feature|display|price|prices)(_|$)/;
/** Prices of other things than what is sold: nobody sets them ahead. */
const foreignPrice = /(^|_)(fuel|oil|gas|competitor|commodity|energy)(_|$)/;

function rank(list: string[], name: string): number {
  const at = list.indexOf(name);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/** Lower is likelier; infinite where the name says nothing. */
export const targetRank = (name: string) =>
  Math.min(
    rank(targets, name),
    /(^|_)(sales|sold|qty|cnt|demand|revenue)(_|$)/.test(name) && !idSuffix.test(name) ? 100 : Number.POSITIVE_INFINITY,
  );
export const dateRank = (name: string) =>
  Math.min(rank(dates, name), /(^|_)(date|datum|day|week|month)(_|$)/.test(name) ? 50 : Number.POSITIVE_INFINITY);

/** Where a name stands among those of series: entities first, then whatever is an id, then groups. */
export function keyRank(name: string): number {
  const stem = name.replace(idSuffix, '');
  const entity = rank(entities, stem);
  if (entity < Number.POSITIVE_INFINITY) return entity;
  if (groups.includes(stem)) return 200 + groups.indexOf(stem);
  return stem !== name ? 100 : Number.POSITIVE_INFINITY;
}

export const isEntity = (name: string) => keyRank(name) < 200;
export const isCalendar = (name: string) => calendar.test(name);
export const isRowNumber = (name: string) => rowNumbers.test(name);
export const isPrice = (name: string) => prices.test(name);
export const isPromotion = (name: string) => promotions.test(name);
export const isKnownAhead = (name: string) => (knownAhead.test(name) && !foreignPrice.test(name)) || isPrice(name) || isPromotion(name);
