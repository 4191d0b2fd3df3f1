import type { Awaitable } from '@pos/core'
import type { CatalogueView } from '@pos/db'
import { policyLifeS } from '@pos/domain'
import type { AccessPolicy, ApprovalPolicy, TenantId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { CatalogueCache } from '../catalogue-cache.ts'
import { after } from '../is-promise.ts'

/** What restricts acts beyond permissions, in one tenant. */
export type Policies = { readonly access: readonly AccessPolicy[]; readonly approvals: readonly ApprovalPolicy[] }

/** A policy as it is edited. */
export type KeptPolicies = {
  readonly access: readonly (AccessPolicy & { readonly revision: number })[]
  readonly approvals: readonly (ApprovalPolicy & { readonly revision: number })[]
}

type Queryable = { query<Row>(statement: SQL): Awaitable<Row[]> }
type Bool<Row, Key extends keyof Row> = Omit<Row, Key> & { readonly [Name in Key]: number }
type PolicyRow = Bool<Omit<AccessPolicy, 'rules' | 'targets'>, 'isActive'> & { readonly revision: number }
type RuleRow = { readonly policyId: string; readonly value: string } & Omit<AccessPolicy['rules'][number], 'value'>
type TargetRow = { readonly policyId: string } & AccessPolicy['targets'][number]
type ApprovalRow = Bool<ApprovalPolicy, 'canBeRemote'> & { readonly revision: number }

/** Every policy of a tenant, those switched off too, by code and by action. */
export function readPolicies(source: Queryable, tenantId: TenantId): Awaitable<KeptPolicies> {
  return after(source.query<PolicyRow>(policyRows(tenantId)), (policies) =>
    after(source.query<RuleRow>(ruleRows(tenantId)), (rules) =>
      after(source.query<TargetRow>(targetRows(tenantId)), (targets) =>
        after(source.query<ApprovalRow>(approvalRows(tenantId)), (approvals) => ({
          access: policies.map((policy) => whole(policy, rules, targets)),
          approvals: approvals.map((row) => ({
            ...row,
            canBeRemote: row.canBeRemote === 1,
            ttlS: policyLifeS(row),
          })),
        })),
      ),
    ),
  )
}

export type CataloguePolicies = (catalogue: CatalogueView, tenantId: TenantId) => Policies

const VERSIONS = 10

/** Reads a store's policies once per version of its catalogue: every sale asks for them. */
export function createCataloguePolicies(): CataloguePolicies {
  const known = new CatalogueCache<Policies>(VERSIONS)
  return (catalogue, tenantId) =>
    // The catalogue answers at once; only head office's database is waited for.
    known.get(catalogue, tenantId, () => readPolicies(catalogue, tenantId) as Policies)
}

function policyRows(tenantId: TenantId): SQL {
  return sql`select id, code, name, action, effect, is_active as "isActive", revision
    from access_policies where tenant_id = ${tenantId} and deleted_at is null order by code`
}

function ruleRows(tenantId: TenantId): SQL {
  return sql`select policy_id as "policyId", attribute, operator, cast(value as text) as value
    from access_rules where tenant_id = ${tenantId} order by policy_id, line_no`
}

function targetRows(tenantId: TenantId): SQL {
  return sql`select policy_id as "policyId", kind, target_id as "targetId"
    from access_policy_targets where tenant_id = ${tenantId} order by policy_id, kind, target_id`
}

function approvalRows(tenantId: TenantId): SQL {
  return sql`select id, action, permission_code as "permissionCode", threshold_minor as "thresholdMinor",
      threshold_ppm as "thresholdPpm", can_be_remote as "canBeRemote", ttl_s as "ttlS", revision
    from approval_policies where tenant_id = ${tenantId} and deleted_at is null order by action, id`
}

function whole(
  policy: PolicyRow,
  rules: readonly RuleRow[],
  targets: readonly TargetRow[],
): KeptPolicies['access'][number] {
  return {
    ...policy,
    isActive: policy.isActive === 1,
    rules: rules
      .filter(({ policyId }) => policyId === policy.id)
      .map(({ attribute, operator, value }) => ({ attribute, operator, value: JSON.parse(value) })),
    targets: targets.filter(({ policyId }) => policyId === policy.id).map(({ kind, targetId }) => ({ kind, targetId })),
  }
}
