import { thingsInStore } from './open-things.ts'
import { unitOfWorkContract } from './unit-of-work.contract.ts'

unitOfWorkContract(thingsInStore)
