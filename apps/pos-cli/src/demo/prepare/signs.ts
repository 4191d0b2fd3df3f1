import type { DemoSheet, SignIn } from '../sheet.ts'
import type { DemoChain } from '../types.ts'

/** What the start prints: who signs in where, with what. */
export function demoSheet(
  chain: DemoChain,
  deviceCodes: readonly SignIn[],
  tokens: ReadonlyMap<string, string>,
): DemoSheet {
  const jobOf = (person: DemoChain['people'][number]) => {
    if (person.isSuperAdmin) return 'super admin, sets up a code app first'
    const [role] = person.roles
    return `${role?.storeCode ?? 'head office'}, ${role?.roleCode.replaceAll('_', ' ') ?? ''}`
  }
  const passwords = (scope: 'headOffice' | 'managers') =>
    chain.people.flatMap((person): SignIn[] => {
      const isHere = person.roles.some((role) => role.storeCode === null) === (scope === 'headOffice')
      return person.password === null || !isHere
        ? []
        : [{ who: person.username, secret: person.password, note: jobOf(person) }]
    })
  return {
    company: chain.tenant.name,
    tenant: chain.tenant.slug,
    headOffice: passwords('headOffice'),
    managers: passwords('managers'),
    tills: chain.people.flatMap((person) =>
      person.pin === null ? [] : [{ who: person.displayName, secret: person.pin, note: jobOf(person) }],
    ),
    deviceCodes,
    provisioningTokens: chain.stores
      .filter((store) => store.status === 'planned')
      .map((store) => ({ who: `${store.name} (${store.code})`, secret: tokens.get(store.code) ?? '' })),
  }
}
