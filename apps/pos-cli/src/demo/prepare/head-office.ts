import type { Context, Ids, Unit, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { createCustomer, createTenant, newRef, type TenantPasswords } from '@pos/hq-server'
import { HybridClock } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import type { DemoChain, DemoPerson } from '../types.ts'
import type { ChainIds } from './chain-ids.ts'
import { seedPrices, seedProducts } from './products.ts'
import { seedStores } from './stores.ts'

export type HeadOfficeNeeds = {
  readonly unitOfWork: UnitOfWork<HqTx>
  readonly passwords: TenantPasswords
  readonly ids: Ids
  readonly chainIds: ChainIds
  readonly ctx: Context
  readonly signal: AbortSignal
}

/** Below the number of changes one catalogue transaction should hold. */
const CHUNK = 200

/** Writes everything head office knows before the first sale, in catalogue transactions of ordinary size. */
export async function seedHeadOffice(needs: HeadOfficeNeeds, chain: DemoChain): Promise<void> {
  const { unitOfWork, ctx, signal } = needs
  const write = (name: string, work: (unit: Unit<HqTx>) => Promise<void>) => {
    signal.throwIfAborted()
    return unitOfWork.write(ctx, name, work)
  }
  const hashes = await passwordHashes(needs, chain.people)
  await write('demo.company', (unit) => seedCompany(unit, needs, chain, hashes))
  await write('demo.taxes', (unit) => seedTaxes(unit, needs, chain))
  await write('demo.tenders', (unit) => seedTenders(unit, needs, chain))
  await write('demo.stores', (unit) => seedStores(unit, needs.chainIds, chain))
  await write('demo.people', (unit) => seedPeople(unit, needs, chain, hashes))
  await write('demo.customers', (unit) => seedCustomers(unit, needs, chain))
  for (let from = 0; from < chain.products.length; from += CHUNK) {
    const products = chain.products.slice(from, from + CHUNK)
    await write('demo.products', (unit) => seedProducts(unit, needs.chainIds, products))
    await write('demo.prices', (unit) => seedPrices(unit, needs.chainIds, products))
  }
}

type Hashes = ReadonlyMap<string, string>

async function passwordHashes({ passwords, ctx }: HeadOfficeNeeds, people: readonly DemoPerson[]): Promise<Hashes> {
  const hasher = passwords.of(ctx.tenantId)
  const hashed = people.flatMap(({ username, password }) =>
    password === null ? [] : [hasher.hash(password).then((hash) => [username, hash] as const)],
  )
  return new Map(await Promise.all(hashed))
}

async function seedCompany(
  unit: Unit<HqTx>,
  { ids, chainIds }: HeadOfficeNeeds,
  chain: DemoChain,
  hashes: Hashes,
): Promise<void> {
  const admin = chain.people.find((person) => person.isSuperAdmin)
  const passwordHash = hashes.get(admin?.username ?? '')
  if (!admin || passwordHash === undefined) throw new Error('the demo chain has no super admin')
  await createTenant(unit, ids, { ...chain.tenant, admin: { ...admin, passwordHash } })
  const settings = [
    { ...newRef(unit), id: ids.next(), key: 'sales.max_line_discount_bp', level: 'company' as const, value: 5000 },
    // Whoever tries the demo has no code app for it; in a company of its own administrators begin with one too.
    { ...newRef(unit), id: ids.next(), key: 'auth.mfa_required', level: 'company' as const, value: 'super_admins' },
  ]
  await unit.tx.insert('settings', settings)
  for (const setting of settings) unit.tx.touch('setting', setting.id)
  const remotely = {
    permissionCode: 'pos:approve',
    thresholdMinor: null,
    thresholdPpm: null,
    canBeRemote: true,
  } as const
  const policies = (['sale:discount', 'sale:add-line'] as const).map((action) => ({
    ...newRef(unit),
    id: ids.next(),
    action,
    ttlS: 120,
    ...remotely,
  }))
  await unit.tx.insert('approvalPolicies', policies)
  for (const { id } of policies) unit.tx.touch('approval_policy', id)
  await unit.tx.insert(
    'units',
    chain.units.map((each) => ({
      ...newRef(unit),
      id: chainIds.of('unit', each.code),
      ...each,
      factorNum: 1,
      factorDen: 1,
    })),
  )
  for (const each of chain.units) unit.tx.touch('unit', chainIds.of('unit', each.code))
}

async function seedTaxes(unit: Unit<HqTx>, { chainIds }: HeadOfficeNeeds, chain: DemoChain): Promise<void> {
  const { tx, tenantId } = unit
  await tx.insert(
    'taxZones',
    chain.taxZones.map((zone) => ({ ...newRef(unit), id: chainIds.of('tax_zone', zone.code), ...zone })),
  )
  await tx.insert(
    'taxRates',
    chain.taxRates.map((rate) => ({ ...newRef(unit), id: chainIds.of('tax_rate', rate.code), ...rate })),
  )
  await tx.insert(
    'taxGroups',
    chain.taxGroups.map(({ code, name }) => ({ ...newRef(unit), id: chainIds.of('tax_group', code), code, name })),
  )
  const groupRates = chain.taxGroups.flatMap((group) =>
    group.rates.map(({ taxZoneCode, ...rate }) => ({
      taxGroupId: chainIds.of('tax_group', group.code),
      taxZoneId: chainIds.of('tax_zone', taxZoneCode),
      ...rate,
    })),
  )
  await tx.insert('taxGroupRates', groupRates, { tenantId })
  for (const zone of chain.taxZones) tx.touch('tax_zone', chainIds.of('tax_zone', zone.code))
  for (const rate of chain.taxRates) tx.touch('tax_rate', chainIds.of('tax_rate', rate.code))
  for (const group of chain.taxGroups) tx.touch('tax_group', chainIds.of('tax_group', group.code))
  const lists = chain.priceLists.map((list, index) => ({
    ...newRef(unit),
    id: chainIds.of('price_list', list.code),
    ...list,
    priority: index,
    isActive: true,
  }))
  await tx.insert('priceLists', lists)
  for (const list of lists) tx.touch('price_list', list.id)
  const departments = chain.departments.map(({ code, name, taxGroupCode, marginTargetPpm }) => ({
    ...newRef(unit),
    id: chainIds.of('department', code),
    code,
    name,
    taxGroupId: chainIds.of('tax_group', taxGroupCode),
    marginTargetPpm,
  }))
  await tx.insert('departments', departments)
  for (const department of departments) tx.touch('department', department.id)
}

async function seedTenders(unit: Unit<HqTx>, { chainIds }: HeadOfficeNeeds, chain: DemoChain): Promise<void> {
  const tenders = chain.tenders.map((tender) => ({
    ...newRef(unit),
    id: chainIds.of('tender', tender.code),
    ...tender,
    isActive: true,
  }))
  await unit.tx.insert('tenderTypes', tenders)
  for (const tender of tenders) unit.tx.touch('tender_type', tender.id)
  const reasons = chain.reasons.map((reason) => ({
    ...newRef(unit),
    id: chainIds.of('reason', reason.code),
    ...reason,
  }))
  await unit.tx.insert('reasonCodes', reasons)
  for (const reason of reasons) unit.tx.touch('reason_code', reason.id)
}

async function seedPeople(
  unit: Unit<HqTx>,
  { ids, chainIds }: HeadOfficeNeeds,
  chain: DemoChain,
  hashes: Hashes,
): Promise<void> {
  const roles = await unit.tx.query<{ id: string; code: string; scope: 'hq' | 'store' | 'pos' }>(
    sql`select id, code, scope from roles where tenant_id = ${unit.tenantId}`,
  )
  for (const person of chain.people) {
    if (person.isSuperAdmin) continue
    const { username, displayName, locale } = person
    const id = chainIds.of('user', username)
    await unit.tx.insert('users', [
      { ...newRef(unit), id, username, displayName, locale, isSuperAdmin: false, isActive: true, permissionVersion: 1 },
    ])
    const secret = hashes.get(username)
    if (secret !== undefined) {
      await unit.tx.insert('userCredentials', [
        { id: ids.next(), tenantId: unit.tenantId, createdAt: unit.at, userId: id, kind: 'password', secret },
      ])
    }
    const granted = person.roles.flatMap(({ roleCode, storeCode }) => {
      const role = roles.find((each) => each.code === roleCode)
      if (!role) throw new Error(`no role is called ${roleCode}`)
      const storeId = storeCode === null ? null : chainIds.of('store', storeCode)
      return [
        {
          id: ids.next(),
          userId: id,
          roleId: role.id,
          scope: role.scope,
          storeId,
          grantedAt: unit.at,
          grantedById: id,
        },
      ]
    })
    if (granted.length > 0) await unit.tx.insert('userRoles', granted, { tenantId: unit.tenantId })
    unit.tx.touch('user', id)
  }
}

/** As somebody at head office would who types them in. */
async function seedCustomers(unit: Unit<HqTx>, { ids }: HeadOfficeNeeds, chain: DemoChain): Promise<void> {
  const clock = new HybridClock('demo')
  const mark = (at: number) => clock.next(at)
  for (const customer of chain.customers) await createCustomer(unit, { ids, mark }, customer)
}
