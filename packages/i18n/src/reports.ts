import type { Language } from './language.ts'

type Texts = Readonly<Record<string, { readonly en: string; readonly es: string }>>

const TITLES: Texts = {
  'sales-by-day': { en: 'Sales by day and store', es: 'Ventas por día y tienda' },
  'sales-by-product': { en: 'Sales by product', es: 'Ventas por producto' },
}

const LABELS: Texts = {
  business_on: { en: 'Day', es: 'Día' },
  store_code: { en: 'Store', es: 'Tienda' },
  currency: { en: 'Currency', es: 'Moneda' },
  sales: { en: 'Sales', es: 'Ventas' },
  returns: { en: 'Returns', es: 'Devoluciones' },
  gross_minor: { en: 'Gross', es: 'Bruto' },
  discount_minor: { en: 'Discount', es: 'Descuento' },
  net_minor: { en: 'Net', es: 'Neto' },
  tax_minor: { en: 'Tax', es: 'Impuesto' },
  total_minor: { en: 'Total', es: 'Total' },
  variant_id: { en: 'Variant', es: 'Variante' },
  sku: { en: 'SKU', es: 'SKU' },
  name: { en: 'Product', es: 'Producto' },
  sold_milli: { en: 'Sold', es: 'Vendido' },
  returned_milli: { en: 'Returned', es: 'Devuelto' },
}

/** The title of a report; its code when it has none. */
export function reportTitle(code: string, language: Language): string {
  return TITLES[code]?.[language] ?? code
}

/** The heading of a report column; its key when it has none. */
export function reportLabel(key: string, language: Language): string {
  return LABELS[key]?.[language] ?? key
}
