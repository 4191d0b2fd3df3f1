import { handle, type AccessReader, type Route } from '@pos/server-kit'
import { me as meCommand } from '@pos/shared-types'
import type { HqNeeds } from '../../needs.ts'
import { readOwnRights } from './own-rights.ts'
import { accountRoutes } from './account-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { signInRoutes, type SignInRoutesNeeds } from './sign-in-routes.ts'
import { SignInService } from './sign-in-service.ts'

export type AccessNeeds = HqNeeds & SignInRoutesNeeds & { readonly access: AccessReader }

export function accessRoutes(needs: AccessNeeds): readonly Route[] {
  const { unitOfWork } = needs
  const service = new SignInService(needs)
  return [
    ...signInRoutes(needs, service),
    ...accountRoutes(needs, service),
    ...sessionRoutes(needs, needs.access),

    handle(meCommand, ({ ctx, caller }) => unitOfWork.read(ctx, (tx) => readOwnRights(tx, caller))),
  ]
}
