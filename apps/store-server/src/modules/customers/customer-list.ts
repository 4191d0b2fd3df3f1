import { likePattern, type StoreTx } from '@pos/db'
import type { CustomerId, CustomerStamps, CustomerView } from '@pos/shared-types'
import { openChanges, openChangesOf, overlay, type PendingChange } from './pending-changes.ts'

type Row = Omit<CustomerView, 'isBlocked' | 'isPending' | 'stamps'> & {
  readonly isBlocked: number
  readonly stamps: string
}

const SELECT = `
  select id, code, kind, name, company, tax_number as taxNumber, email, phone, locale, birth_on as birthOn, note,
    is_blocked as isBlocked, stamps, merged_into_id as mergedIntoId
  from customers where deleted_at is null`

const viewOf = ({ isBlocked, stamps, ...row }: Row): CustomerView => ({
  ...row,
  isBlocked: isBlocked === 1,
  stamps: JSON.parse(stamps) as CustomerStamps,
  isPending: false,
})

/** A customer as this store knows him: head office's row, and what was written here since. */
export function findCustomer(tx: StoreTx, id: CustomerId): CustomerView | undefined {
  return withChanges(replicaRow(tx, id), openChangesOf(tx, id))
}

function replicaRow({ catalog }: StoreTx, id: CustomerId): CustomerView | undefined {
  const row = catalog.prepare<Row>(`${SELECT} and id = ?`).get([id])
  return row && viewOf(row)
}

function withChanges(row: CustomerView | undefined, changes: readonly PendingChange[]): CustomerView | undefined {
  return changes.reduce<CustomerView | undefined>((customer, change) => {
    if (customer === undefined && !change.isNew) return undefined
    const laid = overlay(customer && { values: customer, stamps: customer.stamps }, change)
    if (laid === undefined) return customer
    const { customerId: id, code } = change
    return { id, code, mergedIntoId: null, ...customer, ...laid.values, stamps: laid.stamps, isPending: true }
  }, row)
}

type Query = { readonly q?: string | undefined; readonly cursor?: string | undefined }
type Place = { readonly name: string; readonly id: string }

/** By name. The cursor is the id of the last customer of the page before. */
export function listCustomers(tx: StoreTx, { q: text, cursor }: Query, limit: number): CustomerView[] {
  const byId = Map.groupBy(openChanges(tx), ({ customerId }) => customerId)
  const changed = [...byId].flatMap(([id, changes]) => withChanges(replicaRow(tx, id), changes) ?? [])
  const after = cursor === undefined ? undefined : findCustomer(tx, cursor)
  const from = after && { name: lower(after.name), id: after.id }
  const rows = replicaPage(tx, text, from, limit + byId.size).filter(({ id }) => !byId.has(id))
  const here = changed.filter(
    (each) => each.mergedIntoId === null && holds(each, text) && (from === undefined || isBehind(each, from)),
  )
  return [...rows, ...here].toSorted(byName).slice(0, limit)
}

function replicaPage({ catalog }: StoreTx, text: string | undefined, from: Place | undefined, limit: number) {
  const conditions = [
    'merged_into_id is null',
    ...(from ? ['(lower(name), id) > (:name, :id)'] : []),
    ...(text === undefined ? [] : [FIELDS.map((field) => `${field} like :pattern escape '\\'`).join(' or ')]),
  ]
  return catalog
    .prepare<Row>(`${SELECT} and (${conditions.join(') and (')}) order by lower(name), id limit :limit`)
    .all({ ...from, ...(text !== undefined && { pattern: likePattern(text) }), limit })
    .map(viewOf)
}

const FIELDS = ['name', 'company', 'code', 'email', 'phone']

function holds({ name, company, code, email, phone }: CustomerView, text: string | undefined): boolean {
  if (text === undefined) return true
  return [name, company, code, email, phone].some((value) => value !== null && lower(value).includes(lower(text)))
}

/** As SQLite does it: letters without accents only. */
const lower = (text: string) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())

const byName = (a: Place, b: Place) => (isBehind(a, { name: lower(b.name), id: b.id }) ? 1 : -1)

function isBehind({ name, id }: Place, place: Place): boolean {
  const key = lower(name)
  return key > place.name || (key === place.name && id > place.id)
}
