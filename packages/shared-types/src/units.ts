/**
 * Units of measure as types. Each is a plain number or string with a phantom name, so a `Rate` where `Cents` are
 * meant does not compile, while arithmetic stays arithmetic. Values that come from outside pass a constructor,
 * which checks the range at run time.
 */
type Named<T, Name extends string> = T & { readonly __unit?: Name }

/** Money in minor units of a currency (ISO 4217 exponent): 12.50 EUR is 1250, 12 JPY is 12. */
export type Cents = Named<number, 'Cents'>
/** A share in parts per million: 8.875 % is 88 750. The API shows basis points (887.5). */
export type Rate = Named<number, 'Rate'>
/** Thousandths of the base unit: 1 piece is 1000, 350 g of a good kept in kg is 350. */
export type Quantity = Named<number, 'Quantity'>
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Named<number, 'Instant'>
/** A calendar date without a zone, `YYYY-MM-DD`. */
export type BusinessDate = Named<string, 'BusinessDate'>
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Hash = Named<string, 'Hash'>

export type TenantId = Named<string, 'TenantId'>
export type StoreId = Named<string, 'StoreId'>
export type RegisterId = Named<string, 'RegisterId'>
export type DeviceId = Named<string, 'DeviceId'>
export type UserId = Named<string, 'UserId'>
export type ShiftId = Named<string, 'ShiftId'>
export type CustomerId = Named<string, 'CustomerId'>
export type ConflictId = Named<string, 'ConflictId'>
export type SaleId = Named<string, 'SaleId'>
export type SaleLineId = Named<string, 'SaleLineId'>
export type SeriesId = Named<string, 'SeriesId'>
export type LineageId = Named<string, 'LineageId'>
export type ValueAccountId = Named<string, 'ValueAccountId'>
export type AllowanceId = Named<string, 'AllowanceId'>
export type DrillId = Named<string, 'DrillId'>
export type EventId = Named<string, 'EventId'>
export type ProductId = Named<string, 'ProductId'>
export type VariantId = Named<string, 'VariantId'>
export type TaxGroupId = Named<string, 'TaxGroupId'>
export type TenderTypeId = Named<string, 'TenderTypeId'>
export type PriceListId = Named<string, 'PriceListId'>

/** 2^53 − 1: above it a JavaScript number, and so JSON and the SQLite driver, silently lose units. */
export const MAX_SAFE = 9_007_199_254_740_991

function whole(value: number, unit: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number of ${unit} within ±2^53`)
  return value
}

/**
 * Checks that `value` is a whole, safe number of minor units.
 *
 * @throws RangeError for fractions, NaN and numbers beyond ±(2^53 − 1)
 * @example cents(1250) // 12.50 EUR
 */
export function cents(value: number): Cents {
  return whole(value, 'minor units')
}

/**
 * Checks that `value` is a whole, safe number of thousandths.
 *
 * @throws RangeError for fractions, NaN and numbers beyond ±(2^53 − 1)
 * @example quantity(1500) // 1.5 kg
 */
export function quantity(value: number): Quantity {
  return whole(value, 'thousandths')
}

/**
 * A rate from basis points with at most two decimals.
 *
 * @throws RangeError when more than two decimals are given
 * @example basisPoints(887.5) // 88 750 ppm, New York City
 */
export function basisPoints(value: number): Rate {
  const ppm = Math.round(value * 100)
  if (Math.abs(ppm - value * 100) > 1e-6) throw new RangeError(`${value} basis points have more than two decimals`)
  return whole(ppm, 'parts per million')
}

/** The inverse of `basisPoints`: 88 750 ppm is 887.5. */
export function toBasisPoints(rate: Rate): number {
  return rate / 100
}
