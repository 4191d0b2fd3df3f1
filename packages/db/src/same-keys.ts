import { InvariantError } from '@pos/core'

/**
 * Says that rows of one insert differ. They share one statement, made for the keys of the first, so a value under
 * another key would be lost without a sound.
 *
 * @throws InvariantError always
 */
export function refuseOtherKeys(row: object): never {
  throw new InvariantError(`the rows of one insert have different keys: ${Object.keys(row).join(', ')}`)
}
