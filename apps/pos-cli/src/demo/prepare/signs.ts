import type { DemoSheet, SignIn } from '../sheet.ts'
import type { DemoChain } from '../types.ts'

/** What the start prints: who signs in where, with what. */
export function demoSheet(
  chain: DemoChain,
  deviceCodes: readonly SignIn[],
  tokens: ReadonlyMap<string, string>,
): DemoSheet {
  const jobOf = (person: DemoChain['people'][number]) => {
    const [role] = person.roles
    return `${role?.storeCode ?? 'head office'}, ${role?.roleCode.replaceAll('_', ' ') ?? ''}`
  }
  return {
    company: `${chain.tenant.name} (${chain.tenant.slug})`,
    headOffice: chain.people.flatMap((person) =>
      person.password === null ? [] : [{ who: person.username, secret: person.password, note: jobOf(person) }],
    ),
    tills: chain.people.flatMap((person) =>
      person.pin === null ? [] : [{ who: person.displayName, secret: person.pin, note: jobOf(person) }],
    ),
    deviceCodes,
    provisioningTokens: chain.stores
      .filter((store) => store.status === 'planned')
      .map((store) => ({ who: `${store.name} (${store.code})`, secret: tokens.get(store.code) ?? '' })),
  }
}
