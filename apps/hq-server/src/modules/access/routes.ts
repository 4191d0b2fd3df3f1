import { DomainError } from '@pos/core'
import { handle, NO_TENANT, type Route, type Tokens } from '@pos/server-kit'
import { login as loginCommand, me as meCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { readOwnRights } from './own-rights.ts'
import { findPasswordHolder, findTenantBySlug } from './user-repository.ts'

export type AccessNeeds = HqNeeds & { readonly tokens: Tokens }

export function accessRoutes({ unitOfWork, tokens, passwords }: AccessNeeds): readonly Route[] {
  return [
    handle(loginCommand, async ({ ctx, body }) => {
      const tenantId = await unitOfWork.read(ctx, (tx) => findTenantBySlug(tx, body.tenant ?? ''))
      const holder =
        tenantId &&
        (await unitOfWork.read({ ...ctx, tenantId }, (tx) => findPasswordHolder(tx, tenantId, body.username)))
      if (!(await passwords.of(tenantId ?? NO_TENANT).verify(holder?.secret, body.password)) || !holder || !tenantId)
        throw new DomainError('AUTH_FAILED')
      const { userId, displayName } = holder
      const issued = await tokens.issue({ userId, tenantId, appContext: 'hq' })
      return { ...issued, userId, displayName, appContext: 'hq' as const }
    }),

    handle(meCommand, ({ ctx, caller }) => unitOfWork.read(ctx, (tx) => readOwnRights(tx, caller))),
  ]
}
