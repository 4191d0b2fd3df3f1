import type { Context } from '@pos/core'
import type { Tokens } from '@pos/server-kit'
import type { DeviceId, SignedIn } from '@pos/shared-types'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { Person } from './person-repository.ts'

export type TillSignInNeeds = Pick<StoreNeeds, 'unitOfWork' | 'settings' | 'identity'> & { readonly tokens: Tokens }

const MINUTE_MS = 60_000

/** What a person gets who has proved himself at an enrolled device. */
export async function signInAtTill(
  { unitOfWork, settings, identity, tokens }: TillSignInNeeds,
  ctx: Context,
  deviceId: DeviceId,
  { userId, displayName }: Person,
): Promise<SignedIn> {
  const { tenantId, storeId } = identityOrRefuse(identity())
  const minutes = await unitOfWork.read(ctx, (tx) => settings(tx.catalog, tenantId, {})['auth.access_token_min'])
  const issued = await tokens.issue({ userId, tenantId, storeId, appContext: 'pos', deviceId }, minutes * MINUTE_MS)
  return { ...issued, userId, displayName, appContext: 'pos' }
}
