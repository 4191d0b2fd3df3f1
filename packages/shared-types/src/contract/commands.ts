import type { Command } from '../contract.ts'
import * as access from './access.ts'
import * as approvals from './approvals.ts'
import * as asks from './asks.ts'
import * as audit from './audit.ts'
import * as catalogue from './catalogue.ts'
import * as certificates from './certificates.ts'
import * as conflicts from './conflicts.ts'
import * as customers from './customers.ts'
import * as devices from './devices.ts'
import * as drills from './drills.ts'
import * as insight from './insight.ts'
import * as live from './live.ts'
import * as policies from './policies.ts'
import * as roles from './roles.ts'
import * as selling from './selling.ts'
import * as sessions from './sessions.ts'
import * as staff from './staff.ts'
import * as stores from './stores.ts'
import * as sync from './sync.ts'
import * as syncCentre from './sync-centre.ts'
import * as tenders from './tenders.ts'
import * as users from './users.ts'
import * as values from './values.ts'

const isCommand = (value: object): value is Command => 'method' in value && 'path' in value && 'access' in value

const exported: readonly object[] = Object.values({
  ...access,
  ...approvals,
  ...asks,
  ...audit,
  ...catalogue,
  ...certificates,
  ...conflicts,
  ...customers,
  ...devices,
  ...drills,
  ...insight,
  ...live,
  ...policies,
  ...roles,
  ...selling,
  ...sessions,
  ...staff,
  ...stores,
  ...sync,
  ...syncCentre,
  ...tenders,
  ...users,
  ...values,
})

/** Every command, for clients, documents and the walk over all routes in tests. */
export const commands: readonly Command[] = exported.filter(isCommand)
