import type { DemoPerson } from '../types.ts'

type Role = DemoPerson['roles'][number]

const hq = (roleCode: string): Role => ({ roleCode, storeCode: null })
const manager = (storeCode: string): Role[] => [
  { roleCode: 'store_manager', storeCode },
  { roleCode: 'pos_manager', storeCode },
]
const supervisor = (storeCode: string): Role[] => [
  { roleCode: 'store_supervisor', storeCode },
  { roleCode: 'pos_supervisor', storeCode },
]
const cashier = (storeCode: string): Role[] => [{ roleCode: 'pos_cashier', storeCode }]

/** Who works in the chain. The secrets are printed by the start and are worth nothing outside a demo. */
export const people: readonly DemoPerson[] = [
  person('marisol', 'Marisol Ayala', 'es', [hq('hq_admin')], 'faro-coral-brisa-41', null),
  // Signs in with a code app, which she sets up the first time: no super admin comes in with a password alone.
  person('ines', 'Inés Arroyo', 'es', [hq('hq_admin')], 'marea-piedra-salitre-36', null, true),
  person('edwin', 'Edwin Thorne', 'en', [hq('hq_buyer')], 'harbor-maple-quill-58', null),
  person('carmen', 'Carmen Villafañe', 'es', manager('SJU'), 'ceiba-lluvia-puerto-73', '627194'),
  person('luis', 'Luis Cordero', 'es', supervisor('SJU'), null, '739164'),
  person('yadira', 'Yadira Nieves', 'es', cashier('SJU'), null, '406864'),
  person('hector', 'Héctor Luna', 'es', cashier('SJU'), null, '852764'),
  person('denise', 'Denise Walcott', 'en', manager('NYC'), 'lantern-river-cedar-29', '915382'),
  person('omar', 'Omar Reyes', 'en', supervisor('NYC'), null, '614964'),
  person('priya', 'Priya Nair', 'en', cashier('NYC'), null, '371564'),
  person('tomas', 'Tomás Quiles', 'es', cashier('NYC'), null, '924664'),
  // Manages the store that is not set up: she sets her PIN herself.
  person('rosa', 'Rosa Medina', 'es', manager('PSE'), 'palma-arena-cobre-64', null),
]

function person(
  username: string,
  displayName: string,
  locale: 'en' | 'es',
  roles: readonly Role[],
  password: string | null,
  pin: string | null,
  isSuperAdmin = false,
): DemoPerson {
  return { username, displayName, locale, isSuperAdmin, roles, password, pin }
}
