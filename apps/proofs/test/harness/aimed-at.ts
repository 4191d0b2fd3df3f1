import type { Command } from '@pos/shared-types'
import type { Question } from './ask.ts'
import { goodRequest } from './bad-requests.ts'
import type { Rows } from './rows.ts'

/** Ids of things of one company, by what the contract calls them; `:name` for the id in the path of a command. */
export type Targets = Readonly<Record<string, string>>

/** Something of every kind that a company has, found in head office's tables. */
export async function targetsOf(hq: Rows, tenantId: string): Promise<Targets> {
  const one = async (table: string, column = 'id', where = 'true') => {
    const [row] = await hq.all(
      `select ${column} as id from ${table} where tenant_id = '${tenantId}' and ${where} limit 1`,
    )
    if (!row) throw new Error(`the company has no ${table}`)
    return String(row['id'])
  }
  const [store, register, product, variant] = [
    await one('stores'),
    await one('registers'),
    await one('products'),
    await one('product_variants'),
  ]
  const [department, taxGroup, sale, shift] = [
    await one('departments'),
    await one('tax_groups'),
    await one('sales'),
    await one('shifts'),
  ]
  return {
    storeId: store,
    registerId: register,
    variantId: variant,
    departmentId: department,
    parentId: department,
    taxGroupId: taxGroup,
    taxZoneId: await one('tax_zones'),
    priceListId: await one('price_lists'),
    tokenId: await one('store_provisionings'),
    assignmentId: await one('user_roles'),
    sha256: await one('quarantine', `encode(sha256, 'hex')`),
    ':sync': await one('quarantine', 'event_id'),
    ':users': await one('users'),
    ':departments': department,
    ':products': product,
    ':items': variant,
    ':taxes': taxGroup,
    ':sales': sale,
    ':shifts': shift,
    ':stores': store,
    ':registers': register,
    ':values': await one('value_accounts'),
  }
}

/** A well-formed request of a command about the things of somebody else. */
export function aimedAt(command: Command, targets: Targets): Question {
  const { params, body, key } = goodRequest(command)
  const kind = command.path.split('/')[1] ?? ''
  const id = targets[`:${kind}`]
  const query = Object.keys((command.query as { properties?: object } | undefined)?.properties ?? {}).flatMap(
    (name) => {
      const target = targets[name]
      return target === undefined ? [] : [[name, target] as const]
    },
  )
  return {
    ...(params && { params: { ...(aim(params, targets) as object), ...('id' in params && id ? { id } : {}) } }),
    ...(query.length > 0 && { query: Object.fromEntries(query) }),
    ...(body !== undefined && { body: aim(body, targets) }),
    key,
  }
}

function aim(value: unknown, targets: Targets): unknown {
  if (Array.isArray(value)) return value.map((each) => aim(each, targets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      targets[name] ?? (name === 'storeIds' ? [targets['storeId']] : aim(inner, targets)),
    ]),
  )
}
