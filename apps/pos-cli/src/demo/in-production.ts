import { Refusal } from '../refusal.ts'

/** @throws Refusal where NODE_ENV is production: the passwords of the demo are printed, and everybody knows them */
export function refuseInProduction(env: NodeJS.ProcessEnv): void {
  if (env['NODE_ENV'] !== 'production') return
  throw new Refusal('The demo chain has passwords that everybody knows: it does not run where NODE_ENV is production.')
}
