import { thingsAtHq } from './open-things.ts'
import { unitOfWorkContract } from './unit-of-work.contract.ts'

unitOfWorkContract(thingsAtHq)
