import type { Context } from '@pos/core'
import { checkDigit } from '@pos/domain'
import { createTenant, newRef, type Hq } from '@pos/hq-server'
import { systemClock, uuidv7Ids } from '@pos/server-kit'
import {
  assignRole,
  createProduct,
  createStore,
  createUser,
  provisionStore,
  saveDepartment,
  saveRegister,
  saveTaxGroup,
  saveTaxRate,
} from '@pos/shared-types'
import { call } from './ask.ts'
import { signInWithApp, type CodeApp } from './code-app.ts'

export const PASSWORD = 'correct horse battery'

export type Product = {
  readonly productId: string
  readonly variantId: string
  readonly barcode: string
  readonly sku: string
  readonly priceMinor: number
  readonly isWeighed: boolean
}

export type StorePlan = {
  readonly id: string
  readonly code: string
  readonly registerIds: readonly string[]
  /** Single-use. */
  readonly token: string
  readonly manager: Person
  readonly cashier: Person
}

export type Person = { readonly id: string; readonly username: string }

/** A company as head office knows it before the first sale. */
export type Company = {
  readonly tenantId: string
  readonly slug: string
  /** Of the super admin. */
  readonly adminToken: string
  readonly adminApp: CodeApp
  readonly priceListId: string
  readonly taxGroupId: string
  readonly taxZoneIds: readonly string[]
  readonly departmentId: string
  readonly cashId: string
  readonly cardId: string
  readonly returnReasonId: string
  readonly discountReasonId: string
  readonly differenceReasonId: string
  readonly products: readonly Product[]
  readonly stores: readonly StorePlan[]
}

export type CompanyPlan = { readonly slug: string; readonly stores: number; readonly products: number }

const REGISTERS = ['1', '2', '3', '4']
const ZONES = [
  { code: 'PR', name: 'Puerto Rico', region: 'PR', timeZone: 'America/Puerto_Rico' },
  { code: 'NYC', name: 'New York City', region: 'NY', timeZone: 'America/New_York' },
] as const

/** Opens a company: what has no command yet through a unit, everything else over HTTP as a client would. */
export async function openCompany(hq: Hq, hqUrl: string, plan: CompanyPlan): Promise<Company> {
  const ground = await layGround(hq, plan.slug)
  const { token, app } = await signInWithApp(hqUrl, { tenant: plan.slug, username: 'founder', password: PASSWORD })
  const as = { hqUrl, token }
  await saveBoss(as)
  const { taxGroupId, departmentId } = await saveTaxes(as, ground)
  const products = await saveProducts(as, { ...ground, taxGroupId, departmentId }, plan.products)
  const stores: StorePlan[] = []
  for (let index = 0; index < plan.stores; index += 1) stores.push(await saveStore(as, ground, index))
  return { ...ground, slug: plan.slug, adminToken: token, adminApp: app, taxGroupId, departmentId, products, stores }
}

type Ground = {
  readonly tenantId: string
  readonly taxZoneIds: readonly [string, string]
  readonly priceListId: string
  readonly cashId: string
  readonly cardId: string
  readonly returnReasonId: string
  readonly discountReasonId: string
  readonly differenceReasonId: string
}
type As = { readonly hqUrl: string; readonly token: string }

async function layGround(hq: Hq, slug: string): Promise<Ground> {
  const next = () => uuidv7Ids.next()
  const ground: Ground = {
    tenantId: next(),
    taxZoneIds: [next(), next()],
    priceListId: next(),
    cashId: next(),
    cardId: next(),
    returnReasonId: next(),
    discountReasonId: next(),
    differenceReasonId: next(),
  }
  const { tenantId } = ground
  const ctx: Context = { tenantId, appContext: 'system', correlationId: 'proofs', at: systemClock.now() }
  const passwordHash = await hq.passwords.of(tenantId).hash(PASSWORD)
  await hq.database.unitOfWork.write(ctx, 'proofs.company', async (unit) => {
    const admin = { username: 'founder', displayName: 'Founder', passwordHash }
    const company = { slug, name: slug, country: 'US', currency: 'USD', locale: 'en' as const }
    await createTenant(unit, uuidv7Ids, { ...company, admin })
    const ref = newRef(unit)
    const settingId = next()
    // These proofs are about other things than the code of an app: only the super admin needs one.
    await unit.tx.insert('settings', [
      { ...ref, id: settingId, key: 'auth.mfa_required', level: 'company', value: 'super_admins' },
    ])
    unit.tx.touch('setting', settingId)
    const pieceId = next()
    const piece = { code: 'pc', name: 'Piece', dimension: 'count', decimals: 0, factorNum: 1, factorDen: 1 } as const
    await unit.tx.insert('units', [{ ...ref, id: pieceId, ...piece }])
    unit.tx.touch('unit', pieceId)
    for (const [index, { code, name, region }] of ZONES.entries()) {
      const id = ground.taxZoneIds[index] ?? ''
      await unit.tx.insert('taxZones', [{ ...ref, id, code, name, region, country: 'US' }])
      unit.tx.touch('tax_zone', id)
    }
    const list = { code: 'RETAIL', name: 'Retail', currency: 'USD', isTaxIncluded: false, priority: 0, isActive: true }
    await unit.tx.insert('priceLists', [{ ...ref, id: ground.priceListId, ...list }])
    unit.tx.touch('price_list', ground.priceListId)
    const tender = {
      currency: 'USD',
      canRefund: true,
      isCounted: true,
      isReferenceRequired: false,
      roundingMode: 'half_up' as const,
      offline: 'allow' as const,
      offlineLimitMinor: null,
      feePpm: null,
      isActive: true,
    }
    await unit.tx.insert('tenderTypes', [
      {
        ...ref,
        ...tender,
        id: ground.cashId,
        code: 'CASH',
        name: 'Cash',
        kind: 'cash' as const,
        isDrawerOpened: true,
        canGiveChange: true,
        roundingMinor: 5,
        position: 1,
      },
      {
        ...ref,
        ...tender,
        id: ground.cardId,
        code: 'CARD',
        name: 'Card',
        kind: 'card' as const,
        isDrawerOpened: false,
        canGiveChange: false,
        roundingMinor: 1,
        position: 2,
      },
    ])
    unit.tx.touch('tender_type', ground.cashId)
    unit.tx.touch('tender_type', ground.cardId)
    const needs = { isNoteRequired: false, isApprovalRequired: false }
    await unit.tx.insert('reasonCodes', [
      {
        ...ref,
        ...needs,
        id: ground.returnReasonId,
        kind: 'return',
        code: 'UNWANTED',
        name: 'Changed mind',
        restock: 'resell',
      },
      {
        ...ref,
        ...needs,
        id: ground.discountReasonId,
        kind: 'discount',
        code: 'GOODWILL',
        name: 'Goodwill',
        restock: null,
      },
      {
        ...ref,
        ...needs,
        id: ground.differenceReasonId,
        kind: 'shift_difference',
        code: 'MISCOUNT',
        name: 'Counted wrong',
        restock: null,
      },
    ])
    unit.tx.touch('reason_code', ground.returnReasonId)
    unit.tx.touch('reason_code', ground.discountReasonId)
    unit.tx.touch('reason_code', ground.differenceReasonId)
  })
  return ground
}

/** Holds every right at head office by roles, so that a password alone lets him in. */
async function saveBoss({ hqUrl, token }: As): Promise<void> {
  const body = { username: 'boss', displayName: 'Boss', locale: 'en' as const, password: PASSWORD }
  const { id } = await call(hqUrl, createUser, { token, body })
  for (const roleCode of ['hq_admin', 'hq_accountant']) {
    await call(hqUrl, assignRole, { token, params: { id }, body: { roleCode } })
  }
}

async function saveTaxes({ hqUrl, token }: As, { taxZoneIds: [pr, nyc] }: Ground) {
  const rates = [
    { code: 'IVU-E', name: 'IVU estatal', rateBp: 1050 },
    { code: 'IVU-M', name: 'IVU municipal', rateBp: 100 },
    { code: 'NYC', name: 'NYC sales tax', rateBp: 887.5 },
  ]
  for (const rate of rates) {
    await call(hqUrl, saveTaxRate, { token, body: { ...rate, kind: 'percent', validFromOn: '2020-01-01' } })
  }
  const [taxGroupId, departmentId] = [uuidv7Ids.next(), uuidv7Ids.next()]
  const place = (taxZoneId: string, taxRateCode: string, position: number) => {
    return { taxZoneId, taxRateCode, position, isCompound: false }
  }
  const groupRates = [place(pr, 'IVU-E', 0), place(pr, 'IVU-M', 1), place(nyc, 'NYC', 0)]
  const body = { code: 'standard', name: 'Standard', rates: groupRates }
  await call(hqUrl, saveTaxGroup, { token, params: { id: taxGroupId }, body })
  const department = { code: 'ALL', name: 'Everything', taxGroupId }
  await call(hqUrl, saveDepartment, { token, params: { id: departmentId }, body: department })
  return { taxGroupId, departmentId }
}

type Shelf = Ground & { readonly taxGroupId: string; readonly departmentId: string }

async function saveProducts({ hqUrl, token }: As, shelf: Shelf, count: number): Promise<Product[]> {
  const products: Product[] = []
  for (let index = 0; index < count; index += 1) {
    const digits = `20${String(index).padStart(10, '0')}`
    const barcode = digits + checkDigit(digits)
    const [priceMinor, sku, isWeighed] = [99 + index * 37, `SKU-${index}`, index % 10 === 9]
    const made = await call(hqUrl, createProduct, {
      token,
      body: {
        code: `P-${index}`,
        name: `Product ${index}`,
        receiptName: `Product ${index}`,
        kind: 'goods',
        departmentId: shelf.departmentId,
        taxGroupId: shelf.taxGroupId,
        baseUnitCode: 'pc',
        isWeighed,
        isOpenPrice: false,
        isDiscountable: true,
        isReturnable: true,
        texts: [{ locale: 'es', name: `Producto ${index}`, receiptName: `Producto ${index}` }],
        sku,
        barcodes: [{ code: barcode }],
        price: { priceListId: shelf.priceListId, priceMinor },
      },
    })
    const [variant] = made.variants
    products.push({ productId: made.id, variantId: variant?.id ?? '', barcode, sku, priceMinor, isWeighed })
  }
  return products
}

async function saveStore({ hqUrl, token }: As, ground: Ground, index: number): Promise<StorePlan> {
  const zone = ZONES[index % ZONES.length] ?? ZONES[0]
  const code = `S${index + 1}`
  const store = await call(hqUrl, createStore, {
    token,
    body: {
      code,
      name: `Store ${index + 1}`,
      kind: 'shop',
      legalName: 'Proofs Inc.',
      addressLine1: '1 Main Street',
      city: zone.name,
      country: 'US',
      timeZone: zone.timeZone,
      dayStartsMin: 0,
      currency: 'USD',
      locale: 'en',
      taxZoneId: ground.taxZoneIds[index % ZONES.length] ?? '',
      priceListId: ground.priceListId,
    },
  })
  const registerIds = REGISTERS.map(() => uuidv7Ids.next())
  for (const [place, id] of registerIds.entries()) {
    const body = {
      storeId: store.id,
      code: REGISTERS[place] ?? '',
      name: `Register ${place + 1}`,
      kind: 'till' as const,
    }
    await call(hqUrl, saveRegister, { token, params: { id }, body })
  }
  const person = async (username: string, roleCodes: readonly string[]): Promise<Person> => {
    const body = { username, displayName: username, locale: 'en' as const, password: PASSWORD }
    const { id } = await call(hqUrl, createUser, { token, body })
    for (const roleCode of roleCodes) {
      await call(hqUrl, assignRole, { token, params: { id }, body: { roleCode, storeId: store.id } })
    }
    return { id, username }
  }
  const lower = code.toLowerCase()
  const manager = await person(`manager-${lower}`, ['store_manager', 'pos_manager'])
  const cashier = await person(`cashier-${lower}`, ['pos_cashier'])
  const provisioning = await call(hqUrl, provisionStore, { token, params: { id: store.id } })
  return { id: store.id, code, registerIds, token: provisioning.token, manager, cashier }
}
