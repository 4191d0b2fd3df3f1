import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, currency, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { DeviceId, LineageId, PriceListId, RegisterId, SeriesId, StoreId, TenantId } from '../units.ts'

const Locale = oneOf('en', 'es')

export const StoreView = strict({
  id: uuid<StoreId>(),
  code: text(),
  name: text(),
  kind: oneOf('shop', 'warehouse', 'online'),
  legalName: text(),
  taxNumber: orNull(text(64)),
  addressLine1: text(),
  addressLine2: orNull(text()),
  city: text(),
  region: orNull(text()),
  postalCode: orNull(text(16)),
  country: text(2),
  phone: orNull(text(64)),
  timeZone: text(),
  /** The minute of the day at which a new business day begins. */
  dayStartsMin: count(),
  currency: currency(),
  locale: text(),
  taxZoneId: uuid(),
  priceListId: uuid<PriceListId>(),
  status: oneOf('planned', 'provisioned', 'open', 'closed'),
  revision: count(),
  /** When head office last heard of it; null before the first contact. */
  lastSeenAt: orNull(instant()),
})
export type StoreView = Static<typeof StoreView>

export const listStores = defineCommand({
  name: 'stores.list',
  method: 'GET',
  path: '/stores',
  summary: 'Stores with their last contact',
  access: { hq: ['hq:stores.view'] },
  response: strict({ items: Type.Array(StoreView) }),
})

export const createStore = defineCommand({
  name: 'stores.create',
  method: 'POST',
  path: '/stores',
  summary: 'Add a store',
  access: { hq: ['hq:stores.manage'] },
  audit: 'system',
  isKeyed: true,
  body: strict({
    code: Type.String({ pattern: '^[A-Z0-9]{1,12}$' }),
    name: label(),
    kind: oneOf('shop', 'warehouse'),
    legalName: label(),
    taxNumber: Type.Optional(label(64)),
    phone: Type.Optional(label(64)),
    addressLine1: label(),
    city: label(),
    region: Type.Optional(label()),
    postalCode: Type.Optional(label(16)),
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    timeZone: label(64),
    dayStartsMin: Type.Integer({ minimum: 0, maximum: 1439 }),
    currency: currency(),
    locale: Locale,
    taxZoneId: uuid(),
    priceListId: uuid<PriceListId>(),
  }),
  response: StoreView,
  status: 201,
})

export const provisionStore = defineCommand({
  name: 'stores.provision',
  method: 'POST',
  path: '/stores/:id/provisioning',
  summary: 'Make a single-use token that sets a store server up',
  access: { hq: ['hq:stores.provision'] },
  audit: 'system',
  params: strict({ id: uuid<StoreId>() }),
  response: strict({ tokenId: uuid(), token: Type.String(), expiresAt: instant() }),
  status: 201,
})

export const revokeProvisioning = defineCommand({
  name: 'stores.provision-revoke',
  method: 'DELETE',
  path: '/stores/:id/provisioning/:tokenId',
  summary: 'Take a provisioning token back',
  access: { hq: ['hq:stores.provision'] },
  audit: 'system',
  params: strict({ id: uuid<StoreId>(), tokenId: uuid() }),
  response: strict({ tokenId: uuid() }),
})

export const claimStore = defineCommand({
  name: 'stores.claim',
  method: 'POST',
  path: '/provisioning/claim',
  summary: 'Exchange a provisioning token for the identity of a store server',
  access: { hq: 'public' },
  audit: 'system',
  body: strict({
    token: Type.String({ minLength: 20, maxLength: 200 }),
    publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    platform: label(100),
    appVersion: label(32),
  }),
  response: strict({
    deviceId: uuid<DeviceId>(),
    tenantId: uuid<TenantId>(),
    storeId: uuid<StoreId>(),
    storeCode: text(),
    hqEpoch: uuid(),
    /** What the company's password hashes are mixed with, so that its people can sign in at the store. Kept in a file. */
    passwordPepper: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  }),
  status: 201,
})

export const RegisterView = strict({
  id: uuid<RegisterId>(),
  storeId: uuid<StoreId>(),
  code: text(),
  name: text(),
  kind: oneOf('till', 'mobile', 'kiosk'),
  status: oneOf('active', 'retired'),
})
export type RegisterView = Static<typeof RegisterView>

export const listRegisters = defineCommand({
  name: 'registers.list',
  method: 'GET',
  path: '/registers',
  summary: 'Registers',
  access: { hq: ['hq:stores.view'], store: ['store:settings.view', 'pos:sell'] },
  response: strict({ items: Type.Array(RegisterView) }),
})

export const saveRegister = defineCommand({
  name: 'registers.save',
  method: 'PUT',
  path: '/registers/:id',
  summary: 'Add or change a register',
  access: { hq: ['hq:stores.manage'] },
  audit: 'system',
  params: strict({ id: uuid<RegisterId>() }),
  body: strict({
    storeId: uuid<StoreId>(),
    code: Type.String({ pattern: '^[A-Z0-9]{1,8}$' }),
    name: label(),
    kind: oneOf('till', 'mobile', 'kiosk'),
    status: Type.Optional(oneOf('active', 'retired')),
  }),
  response: RegisterView,
})

const SeriesLease = strict({ id: uuid<SeriesId>(), code: text(8), document: oneOf('sale', 'void', 'z') })

export const leaseRegister = defineCommand({
  name: 'registers.lease',
  method: 'POST',
  path: '/registers/:id/lease',
  summary: 'Take a register for one lineage of this device; a new lineage gets new series codes',
  access: { store: 'device' },
  audit: 'none',
  params: strict({ id: uuid<RegisterId>() }),
  body: strict({ lineage: uuid<LineageId>(), tab: label(64) }),
  response: strict({
    registerId: uuid<RegisterId>(),
    registerCode: text(),
    storeCode: text(),
    fence: count(),
    /** Z numbers continue per register whatever the machine. */
    lastZNumber: count(),
    series: Type.Array(SeriesLease),
  }),
})

export const releaseRegister = defineCommand({
  name: 'registers.release',
  method: 'DELETE',
  path: '/registers/:id/lease',
  summary: 'Give a register back',
  access: { store: 'device' },
  audit: 'none',
  params: strict({ id: uuid<RegisterId>() }),
  response: strict({ registerId: uuid<RegisterId>() }),
})

/** What a setting may hold. */
const SettingRange = Type.Union([
  strict({ kind: oneOf('whole'), min: Type.Integer(), max: Type.Integer() }),
  strict({ kind: oneOf('limit') }),
  strict({ kind: oneOf('flag') }),
  strict({ kind: oneOf('choice'), values: Type.Array(orNull(text(64))) }),
])
export type SettingRange = Static<typeof SettingRange>

const SettingDefinition = strict({
  key: text(64),
  /** Where it may be set. */
  levels: Type.Array(oneOf('company', 'store', 'register')),
  range: SettingRange,
  /** What holds when nobody set it. */
  fallback: Type.Union([Type.Integer(), Type.Boolean(), text(64), Type.Null()]),
})
export type SettingDefinition = Static<typeof SettingDefinition>

const SettingView = strict({
  key: text(64),
  level: oneOf('company', 'store', 'register'),
  storeId: orNull(uuid<StoreId>()),
  registerId: orNull(uuid<RegisterId>()),
  value: Type.Unknown(),
})

export const listSettings = defineCommand({
  name: 'settings.list',
  method: 'GET',
  path: '/settings',
  summary: 'Settings as they are set at each level, and what each may hold',
  access: { hq: ['hq:settings.view'], store: ['store:settings.view'] },
  response: strict({ items: Type.Array(SettingView), definitions: Type.Array(SettingDefinition) }),
})

export const saveSetting = defineCommand({
  name: 'settings.save',
  method: 'PUT',
  path: '/settings/:key',
  summary: 'Set a value for the company, a store or a register',
  access: { hq: ['hq:settings.manage'] },
  audit: 'system',
  params: strict({ key: label(64) }),
  body: strict({
    level: oneOf('company', 'store', 'register'),
    storeId: Type.Optional(uuid<StoreId>()),
    registerId: Type.Optional(uuid<RegisterId>()),
    value: Type.Unknown(),
  }),
  response: SettingView,
})
