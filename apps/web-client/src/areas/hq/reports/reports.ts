/** The reports that head office has pages for, with the keys of their names. */
export const REPORTS = [
  { code: 'sales-by-day', text: 'hq.reports.titles.sales-by-day' },
  { code: 'sales-by-product', text: 'hq.reports.titles.sales-by-product' },
] as const
