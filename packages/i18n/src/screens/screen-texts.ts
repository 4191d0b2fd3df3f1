import { approvals as approvalsEn } from './approvals.en.ts'
import { approvals as approvalsEs } from './approvals.es.ts'
import { audit as auditEn } from './audit.en.ts'
import { audit as auditEs } from './audit.es.ts'
import { backOffice as backOfficeEn } from './back-office.en.ts'
import { backOffice as backOfficeEs } from './back-office.es.ts'
import { certificates as certificatesEn } from './certificates.en.ts'
import { common as commonEn } from './common.en.ts'
import { certificates as certificatesEs } from './certificates.es.ts'
import { common as commonEs } from './common.es.ts'
import { conflicts as conflictsEn } from './conflicts.en.ts'
import { conflicts as conflictsEs } from './conflicts.es.ts'
import { customers as customersEn } from './customers.en.ts'
import { customers as customersEs } from './customers.es.ts'
import { devices as devicesEn } from './devices.en.ts'
import { devices as devicesEs } from './devices.es.ts'
import { drills as drillsEn } from './drills.en.ts'
import { drills as drillsEs } from './drills.es.ts'
import { install as installEn } from './install.en.ts'
import { install as installEs } from './install.es.ts'
import { hq as hqEn } from './hq.en.ts'
import { hq as hqEs } from './hq.es.ts'
import { people as peopleEn } from './people.en.ts'
import { people as peopleEs } from './people.es.ts'
import { policies as policiesEn } from './policies.en.ts'
import { policies as policiesEs } from './policies.es.ts'
import { roles as rolesEn } from './roles.en.ts'
import { roles as rolesEs } from './roles.es.ts'
import { security as securityEn } from './security.en.ts'
import { security as securityEs } from './security.es.ts'
import { store as storeEn } from './store.en.ts'
import { store as storeEs } from './store.es.ts'
import { sync as syncEn } from './sync.en.ts'
import { sync as syncEs } from './sync.es.ts'
import { till as tillEn } from './till.en.ts'
import { till as tillEs } from './till.es.ts'
import { uiKit as uiKitEn } from './ui-kit.en.ts'
import { uiKit as uiKitEs } from './ui-kit.es.ts'
import type { Texts } from './texts.ts'

const en = {
  common: commonEn,
  till: tillEn,
  backOffice: backOfficeEn,
  hq: hqEn,
  people: peopleEn,
  policies: policiesEn,
  roles: rolesEn,
  security: securityEn,
  store: storeEn,
  sync: syncEn,
  conflicts: conflictsEn,
  customers: customersEn,
  devices: devicesEn,
  drills: drillsEn,
  approvals: approvalsEn,
  audit: auditEn,
  install: installEn,
  certificates: certificatesEn,
  uiKit: uiKitEn,
}
const es: Texts<typeof en> = {
  common: commonEs,
  till: tillEs,
  backOffice: backOfficeEs,
  hq: hqEs,
  people: peopleEs,
  policies: policiesEs,
  roles: rolesEs,
  security: securityEs,
  store: storeEs,
  sync: syncEs,
  conflicts: conflictsEs,
  customers: customersEs,
  devices: devicesEs,
  drills: drillsEs,
  approvals: approvalsEs,
  audit: auditEs,
  install: installEs,
  certificates: certificatesEs,
  uiKit: uiKitEs,
}

/** Every word of the pages by key, in the message format of vue-i18n: `{name}` is filled in, `one | many` is a plural. */
export const screenTexts: { readonly en: Texts<typeof en>; readonly es: Texts<typeof en> } = { en, es }

/** The dotted keys of texts, such as `pay.title`. */
export type KeyOf<T> = { [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${KeyOf<T[Key]>}` }[keyof T &
  string]

/** The keys of what a component says by itself. */
export type UiKitKey = KeyOf<typeof uiKitEn>
