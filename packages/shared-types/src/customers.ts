import { Type, type Static } from 'typebox'
import { dateOn, label, oneOf, orNull, strict, uuid } from './schema.ts'
import type { CustomerId, UserId } from './units.ts'

const mail = () => Type.String({ pattern: '^[^@\\s]{1,64}@[^@\\s]{1,189}$', maxLength: 254 })

const FIELDS = {
  kind: oneOf('person', 'company'),
  name: label(200),
  company: orNull(label(200)),
  taxNumber: orNull(label(32)),
  email: orNull(mail()),
  phone: orNull(label(32)),
  locale: orNull(oneOf('en', 'es')),
  birthOn: orNull(dateOn()),
  note: orNull(label(1000)),
  isBlocked: Type.Boolean(),
} as const

/** What a person may change of a customer. Each field is merged by itself. */
export const CustomerValues = strict(FIELDS)
export type CustomerValues = Static<typeof CustomerValues>
export type CustomerField = keyof CustomerValues
export const CUSTOMER_FIELDS = Object.keys(FIELDS) as readonly CustomerField[]

/** The hybrid mark of the change a value comes from. */
const mark = () => label(64)

/** Who wrote a value, and when by the hybrid clock of the node he wrote it at. */
export const FieldStamp = strict({ hlc: mark(), by: orNull(uuid<UserId>()) })
export type FieldStamp = Static<typeof FieldStamp>

const optional = <Schema extends Type.TSchema>(schemaOf: (field: CustomerField) => Schema) =>
  strict(Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, Type.Optional(schemaOf(field))])))

/** Some fields of a customer, at least one, with new values. */
export const CustomerEdit = Type.Unsafe<Partial<CustomerValues>>({
  ...optional((field) => FIELDS[field]),
  minProperties: 1,
})

/** The mark of fields as they were read: null for one that was never written. */
export const SeenMarks = Type.Unsafe<{ readonly [Field in CustomerField]?: string | null }>(
  optional(() => orNull(mark())),
)

/** The stamps of fields that were ever written; a field without one holds what it began with. */
export const CustomerStamps = Type.Unsafe<{ readonly [Field in CustomerField]?: FieldStamp }>(
  optional(() => FieldStamp),
)
export type CustomerStamps = Static<typeof CustomerStamps>

/** The new value of a field, what stood there, and the mark of what stood there as its writer saw it. */
export type FieldChange<Value = unknown> = { readonly value: Value; readonly was: Value; readonly seen: string | null }

export const CustomerChanges = Type.Unsafe<{ readonly [Field in CustomerField]?: FieldChange<CustomerValues[Field]> }>(
  optional((field) => strict({ value: FIELDS[field], was: FIELDS[field], seen: orNull(mark()) })),
)
export type CustomerChanges = Static<typeof CustomerChanges>

/** A customer as both servers show it. */
export const CustomerView = strict({
  id: uuid<CustomerId>(),
  code: label(32),
  ...FIELDS,
  stamps: CustomerStamps,
  /** The customer this one was found to be the same as. */
  mergedIntoId: orNull(uuid<CustomerId>()),
  /** Whether head office has yet to hear of something that stands here. */
  isPending: Type.Boolean(),
})
export type CustomerView = Static<typeof CustomerView>
