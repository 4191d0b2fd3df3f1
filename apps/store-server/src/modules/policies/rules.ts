import type { StoreTx } from '@pos/db'
import { localMinute, policyRefusal } from '@pos/domain'
import { CatalogueCache, createCataloguePolicies } from '@pos/server-kit'
import type { StoreId } from '@pos/shared-types'
import { ACTS } from '../../actions.ts'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { ACT_FACTS, type ActFacts } from './act-facts.ts'

const ROLES = 'select distinct role_id as id from user_roles where user_id = ? and store_id = ? and revoked_at is null'

/**
 * Registers that head office's policies hold around every act of the store. What a till has made is judged by who made
 * it and when; a refusal of that is a flag.
 */
export function policyRules({ rules, selling, identity }: Pick<StoreNeeds, 'rules' | 'selling' | 'identity'>): void {
  const policiesOf = createCataloguePolicies()
  const rolesOf = rememberedRoles()

  rules.before(
    ACTS,
    'access.policies-hold',
    (unit, input, action) => {
      const { access, approvals } = policiesOf(unit.tx.catalog, unit.tenantId)
      if (access.length + approvals.length === 0) return
      const { storeId } = identityOrRefuse(identity())
      // Each act has its own facts; the engine has paired name and input.
      const { maker, ...facts } = (ACT_FACTS[action] as (input: unknown) => ActFacts)(input)
      const { userId, at } = maker ?? unit
      const { timeZone } = selling.at(unit.tx.catalog, storeId, at).profile
      const attempt = {
        ...facts,
        localTime: localMinute(at, timeZone),
        userId,
        storeId,
        roleIds: rolesOf(unit.tx, storeId, userId),
      }
      const approver = unit.appContext === 'store' ? 'store:approvals.decide' : 'pos:approve'
      const refusal = policyRefusal(access, approvals, attempt, approver)
      if (refusal) throw refusal
    },
    { mode: 'P' },
  )
}

/** More people than a store has. */
const PEOPLE = 200

/** Reads a person's roles once per version of the catalogue: every act asks for them. */
function rememberedRoles() {
  const known = new CatalogueCache<readonly string[]>(PEOPLE)
  return ({ catalog }: StoreTx, storeId: StoreId, userId: string | undefined): readonly string[] => {
    if (userId === undefined) return []
    return known.get(catalog, `${storeId}:${userId}`, () =>
      catalog
        .prepare<{ id: string }>(ROLES)
        .all([userId, storeId])
        .map(({ id }) => id),
    )
  }
}
