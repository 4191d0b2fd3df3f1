import { Type, type Static, type TSchema } from 'typebox'
import type { BusinessDate, Cents, Hash, Instant, Quantity, Rate } from './units.ts'
import { MAX_SAFE } from './units.ts'

/** JSON Schemas of the units, for bodies, params, query and stored facts. Formats are patterns, so every validator agrees. */
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** A day of the calendar: 30 February is none, 29 February only in leap years, and PostgreSQL knows no year 0. */
const LEAP_YEAR = '(\\d{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)'
const DATE =
  '(?!0000)(\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))' +
  `|${LEAP_YEAR}-02-29)`

export const uuid = <Id extends string = string>() => Type.Unsafe<Id>(Type.String({ pattern: UUID }))
export const minor = () => Type.Unsafe<Cents>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const amount = () => Type.Unsafe<Cents>(Type.Integer({ minimum: 0, maximum: MAX_SAFE }))
export const milli = () => Type.Unsafe<Quantity>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const ppm = () => Type.Unsafe<Rate>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const instant = () => Type.Unsafe<Instant>(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }))
export const dateOn = () => Type.Unsafe<BusinessDate>(Type.String({ pattern: `^${DATE}$` }))
export const localTime = () => Type.String({ pattern: `^${DATE}T([01]\\d|2[0-3]):[0-5]\\d$` })
export const hash = () => Type.Unsafe<Hash>(Type.String({ pattern: '^[0-9a-f]{64}$' }))
export const currency = () => Type.String({ pattern: '^[A-Z]{3}$' })
export const count = () => Type.Integer({ minimum: 0, maximum: 2_147_483_647 })
export const text = (maxLength = 200) => Type.String({ maxLength })
export const label = (maxLength = 200) => Type.String({ minLength: 1, maxLength })
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const oneOf = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>(Type.String({ enum: [...values] }))
/** What stands in a fact is never changed, so its lists may only be read. */
export const listOf = <T extends TSchema>(
  items: T,
  limits: { readonly minItems?: number; readonly maxItems: number },
) => Type.Unsafe<readonly Static<T>[]>(Type.Array(items, limits))
/** An object that refuses unknown fields. */
export const strict = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
