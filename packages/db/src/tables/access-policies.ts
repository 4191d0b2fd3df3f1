import { sql } from 'drizzle-orm'
import * as pg from './kit/postgres.ts'
import * as lite from './kit/sqlite.ts'

const EFFECT = ['deny', 'require_approval'] as const
const OPERATOR = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'between'] as const
const TARGET = ['role', 'user', 'store', 'department'] as const

export const hqAccessPolicies = pg.table(
  'access_policies',
  {
    ...pg.ref(),
    code: pg.text().notNull(),
    name: pg.text().notNull(),
    action: pg.text().notNull(),
    effect: pg.oneOf(EFFECT).notNull(),
    isActive: pg.bool().notNull(),
  },
  (t) => [pg.primary(t, t.id), pg.unique('access_policies_code', t, t.code)],
)

export const catalogAccessPolicies = lite.table(
  'access_policies',
  {
    ...lite.ref(),
    code: lite.text().notNull(),
    name: lite.text().notNull(),
    action: lite.text().notNull(),
    effect: lite.oneOf(EFFECT).notNull(),
    isActive: lite.bool().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id)],
)

export const hqAccessRules = pg.table(
  'access_rules',
  {
    tenantId: pg.uuid().notNull(),
    policyId: pg.uuid().notNull(),
    lineNo: pg.int().notNull(),
    attribute: pg.text().notNull(),
    operator: pg.oneOf(OPERATOR).notNull(),
    value: pg.json().notNull(),
  },
  (t) => [pg.primary(t, t.policyId, t.lineNo), pg.foreign('access_rules_policy_fk', t, [t.policyId], hqAccessPolicies)],
)

export const catalogAccessRules = lite.table(
  'access_rules',
  {
    tenantId: lite.uuid().notNull(),
    policyId: lite.uuid().notNull(),
    lineNo: lite.int().notNull(),
    attribute: lite.text().notNull(),
    operator: lite.oneOf(OPERATOR).notNull(),
    value: lite.json().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.policyId, t.lineNo),
    lite.foreign('access_rules_policy_fk', t, [t.policyId], catalogAccessPolicies),
  ],
)

/** Whom a policy is for; a policy without a target is for everybody. */
export const hqAccessPolicyTargets = pg.table(
  'access_policy_targets',
  {
    tenantId: pg.uuid().notNull(),
    policyId: pg.uuid().notNull(),
    kind: pg.oneOf(TARGET).notNull(),
    targetId: pg.uuid().notNull(),
  },
  (t) => [
    pg.primary(t, t.policyId, t.kind, t.targetId),
    pg.foreign('access_policy_targets_policy_fk', t, [t.policyId], hqAccessPolicies),
  ],
)

export const catalogAccessPolicyTargets = lite.table(
  'access_policy_targets',
  {
    tenantId: lite.uuid().notNull(),
    policyId: lite.uuid().notNull(),
    kind: lite.oneOf(TARGET).notNull(),
    targetId: lite.uuid().notNull(),
    ...lite.replica(),
  },
  (t) => [
    lite.primary(t, t.policyId, t.kind, t.targetId),
    lite.foreign('access_policy_targets_policy_fk', t, [t.policyId], catalogAccessPolicies),
  ],
)

/** Who approves an action, and above which amount or share it needs that. */
export const hqApprovalPolicies = pg.table(
  'approval_policies',
  {
    ...pg.ref(),
    action: pg.text().notNull(),
    permissionCode: pg.text().notNull(),
    thresholdMinor: pg.minor(),
    thresholdPpm: pg.ppm(),
    canBeRemote: pg.bool().notNull(),
    ttlS: pg.int().notNull(),
  },
  (t) => [
    pg.primary(t, t.id),
    pg
      .uniqueOver(
        'approval_policies_threshold',
        t,
        t.action,
        sql`coalesce(${t.thresholdMinor}, -1)`,
        sql`coalesce(${t.thresholdPpm}, -1)`,
      )
      .where(sql`${t.deletedAt} is null`),
    pg.check('approval_policies_ttl_rule', sql`${t.ttlS} between 1 and 86400`),
  ],
)

export const catalogApprovalPolicies = lite.table(
  'approval_policies',
  {
    ...lite.ref(),
    action: lite.text().notNull(),
    permissionCode: lite.text().notNull(),
    thresholdMinor: lite.minor(),
    thresholdPpm: lite.ppm(),
    canBeRemote: lite.bool().notNull(),
    ttlS: lite.int().notNull(),
    ...lite.replica(),
  },
  (t) => [lite.primary(t, t.id), lite.check('approval_policies_ttl_rule', sql`${t.ttlS} between 1 and 86400`)],
)
