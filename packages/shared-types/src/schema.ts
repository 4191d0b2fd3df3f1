import { Type, type TSchema } from 'typebox'
import type { BusinessDate, Cents, Hash, Instant, Quantity, Rate } from './units.ts'
import { MAX_SAFE } from './units.ts'

/** JSON Schemas of the units, for bodies, params, query and stored facts. Formats are patterns, so every validator agrees. */
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

export const uuid = <Id extends string = string>() => Type.Unsafe<Id>(Type.String({ pattern: UUID }))
export const minor = () => Type.Unsafe<Cents>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const amount = () => Type.Unsafe<Cents>(Type.Integer({ minimum: 0, maximum: MAX_SAFE }))
export const milli = () => Type.Unsafe<Quantity>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const ppm = () => Type.Unsafe<Rate>(Type.Integer({ minimum: -MAX_SAFE, maximum: MAX_SAFE }))
export const instant = () => Type.Unsafe<Instant>(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }))
export const dateOn = () => Type.Unsafe<BusinessDate>(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }))
export const localTime = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$' })
export const hash = () => Type.Unsafe<Hash>(Type.String({ pattern: '^[0-9a-f]{64}$' }))
export const currency = () => Type.String({ pattern: '^[A-Z]{3}$' })
export const count = () => Type.Integer({ minimum: 0, maximum: 2_147_483_647 })
export const text = (maxLength = 200) => Type.String({ maxLength })
export const label = (maxLength = 200) => Type.String({ minLength: 1, maxLength })
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const oneOf = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>(Type.String({ enum: [...values] }))
/** An object that refuses unknown fields. */
export const strict = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
