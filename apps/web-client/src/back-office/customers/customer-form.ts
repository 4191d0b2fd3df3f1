import { CUSTOMER_FIELDS, type CustomerField, type CustomerValues, type CustomerView } from '@pos/shared-types'

/** What stands in the fields: empty where nothing is known. */
export type CustomerForm = { -readonly [Field in CustomerField]: Field extends 'isBlocked' ? boolean : string }

const EMPTY: CustomerForm = {
  kind: 'person',
  name: '',
  company: '',
  taxNumber: '',
  email: '',
  phone: '',
  locale: '',
  birthOn: '',
  note: '',
  isBlocked: false,
}

export function formOf(customer: CustomerView | undefined): CustomerForm {
  if (customer === undefined) return { ...EMPTY }
  const shown = CUSTOMER_FIELDS.map((field) => [field, customer[field] ?? ''])
  return Object.fromEntries(shown) as CustomerForm
}

/** What the form says, as the server takes it. */
export function valuesOf(form: CustomerForm): CustomerValues {
  const said = CUSTOMER_FIELDS.map((field) => {
    const value = form[field]
    const text = typeof value === 'string' ? value.trim() : value
    return [field, text === '' ? null : text]
  })
  return Object.fromEntries(said) as CustomerValues
}

/** The fields whose value is another than the customer's. */
export function changesOf(customer: CustomerView, form: CustomerForm): Partial<CustomerValues> {
  const values = valuesOf(form)
  return Object.fromEntries(
    CUSTOMER_FIELDS.filter((field) => values[field] !== customer[field]).map((field) => [field, values[field]]),
  )
}

/** The marks of the fields that are changed, as they were read. */
export function marksOf({ stamps }: CustomerView, changes: Partial<CustomerValues>) {
  return Object.fromEntries(
    (Object.keys(changes) as CustomerField[]).map((field) => [field, stamps[field]?.hlc ?? null]),
  )
}
