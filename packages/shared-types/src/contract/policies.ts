import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { PERMISSIONS, type PermissionCode } from '../permissions.ts'
import {
  ANY_ACTION,
  LONGEST_APPROVAL_S,
  POLICY_ACTIONS,
  POLICY_ATTRIBUTES,
  POLICY_EFFECTS,
  POLICY_OPERATORS,
  POLICY_TARGETS,
  SHORTEST_APPROVAL_S,
} from '../policies.ts'
import { amount, count, label, minor, oneOf, orNull, ppm, strict, uuid } from '../schema.ts'

const Scalar = Type.Union([Type.String({ minLength: 1, maxLength: 64 }), minor()])
const Action = oneOf(ANY_ACTION, ...POLICY_ACTIONS)

const Policy = {
  code: Type.String({ pattern: '^[a-z][a-z0-9_-]{1,63}$' }),
  name: label(100),
  action: Action,
  effect: oneOf(...POLICY_EFFECTS),
  isActive: Type.Boolean(),
  rules: Type.Array(
    strict({
      attribute: oneOf(...POLICY_ATTRIBUTES),
      operator: oneOf(...POLICY_OPERATORS),
      value: Type.Union([Scalar, Type.Array(Scalar, { minItems: 1, maxItems: 100 })]),
    }),
    { maxItems: 20 },
  ),
  targets: Type.Array(strict({ kind: oneOf(...POLICY_TARGETS), targetId: uuid() }), { maxItems: 100 }),
  /** 0 for one that is not there yet. */
  revision: count(),
}

const Approval = {
  action: Action,
  permissionCode: Type.Unsafe<PermissionCode>(Type.String({ enum: [...PERMISSIONS] })),
  /** Above this amount, in minor units; null when the amount does not matter. */
  thresholdMinor: orNull(amount()),
  /** Above this share, in parts per million; null when the share does not matter. */
  thresholdPpm: orNull(ppm()),
  canBeRemote: Type.Boolean(),
  /** Seconds from the question to the end of what it allows. */
  ttlS: Type.Integer({ minimum: SHORTEST_APPROVAL_S, maximum: LONGEST_APPROVAL_S }),
  revision: count(),
}

const access = { hq: ['hq:policies.manage'] } as const
const params = strict({ id: uuid() })

export const listPolicies = defineCommand({
  name: 'policies.list',
  method: 'GET',
  path: '/policies',
  summary: 'Access policies and approval policies',
  access,
  response: strict({
    items: Type.Array(strict({ id: uuid(), ...Policy })),
    approvals: Type.Array(strict({ id: uuid(), ...Approval })),
  }),
})

export const savePolicy = defineCommand({
  name: 'policies.save',
  method: 'PUT',
  path: '/policies/:id',
  summary: 'Add or change an access policy',
  access,
  audit: 'permission',
  params,
  body: strict(Policy),
  response: strict({ id: uuid(), ...Policy }),
})

export const deletePolicy = defineCommand({
  name: 'policies.delete',
  method: 'DELETE',
  path: '/policies/:id',
  summary: 'Delete an access policy',
  access,
  audit: 'permission',
  params,
  response: strict({ id: uuid() }),
})

export const saveApprovalPolicy = defineCommand({
  name: 'approval-policies.save',
  method: 'PUT',
  path: '/approval-policies/:id',
  summary: 'Say who approves an action, and above what it needs that',
  access,
  audit: 'permission',
  params,
  body: strict(Approval),
  response: strict({ id: uuid(), ...Approval }),
})

export const deleteApprovalPolicy = defineCommand({
  name: 'approval-policies.delete',
  method: 'DELETE',
  path: '/approval-policies/:id',
  summary: 'Delete an approval policy',
  access,
  audit: 'permission',
  params,
  response: strict({ id: uuid() }),
})
